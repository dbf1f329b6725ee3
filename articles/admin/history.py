"""An article's history, in the place of Django's own: who saved, when and why, what changed, and the way back."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import workflow
from articles.admin.widgets import is_key
from articles.choices import Action
from articles.models import Article, Revision
from articles.revisions.difference import FieldDifference, changed, difference

#: Revisions on a page; each is read whole.
PAGE = 30
WHY_LENGTH = 500


class Shown(NamedTuple):
    """A revision as a line of the list: what was done, and the fields in which it differs from the one before."""

    revision: Revision
    action: str
    changed: list[str]
    before: int | None


class History(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.revert_view)
        address = path("<path:object_id>/history/<int:number>/revert/", view, name="articles_article_revert")
        return [address, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, newest first; with `from` and `to`, the difference of two revisions."""
        article = self._article(request, object_id)
        numbers = [request.GET.get(name, "") for name in ("from", "to")]
        if all(numbers):
            old, new = sorted(_number(number) for number in numbers)
            return self._comparison(request, article, _revision(article, old), _revision(article, new))
        kept = Revision.objects.filter(article=article.pk).order_by("-number")
        if before := request.GET.get("before"):
            kept = kept.filter(number__lt=_number(before))
        found = list(kept[: PAGE + 1])
        context = {"shown": _shown(found)[:PAGE], "older": found[PAGE - 1].number if len(found) > PAGE else None}
        return self._page(request, article, "history", "History", context)

    def _comparison(self, request: HttpRequest, article: Article, old: Revision, new: Revision) -> HttpResponse:
        context = {
            "old": _line(old),
            "new": _line(new),
            "difference": _difference(old, new),
            "may_revert": self.has_change_permission(request, article),
        }
        return self._page(request, article, "revisions", f"Revisions {old.number} and {new.number}", context)

    def revert_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Shows what would change and asks once; then brings the revision back."""
        article = self._article(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        wanted = _revision(article, number)
        if request.method == "POST":
            return self._revert(request, article, number)
        last = Revision.objects.filter(article=article.pk).latest("number")
        context = {"old": _line(wanted), "version": article.version, "difference": _difference(last, wanted)}
        return self._page(request, article, "revert", f"Bring back revision {number}?", context)

    def _revert(self, request: HttpRequest, article: Article, number: int) -> HttpResponse:
        why, version = request.POST.get("why", "")[:WHY_LENGTH], _number(request.POST.get("version", ""))
        history = reverse("admin:articles_article_history", args=[article.pk])
        try:
            done = workflow.revert(article, number, by=request.user, why=why, version=version)
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return HttpResponseRedirect(history)
        if not done:
            self.message_user(request, f"The article says what revision {number} said already.", messages.INFO)
            return HttpResponseRedirect(history)
        self.log_change(request, article, f"Brought back revision {number}.")
        self.message_user(request, f"Revision {number} is back, as revision {article.version}.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _article(self, request: HttpRequest, object_id: str) -> Article:
        article = self.get_object(request, unquote(object_id)) if is_key(object_id) else None
        if article is None:
            raise Http404("There is no such article.")
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def _page(
        self, request: HttpRequest, article: Article, name: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        whole = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "article": article}
        return TemplateResponse(request, f"admin/articles/article/{name}.html", whole | context)


def _number(text: str) -> int:
    if not is_key(text):
        raise Http404("That is no number of a revision.")
    return int(text)


def _revision(article: Article, number: int) -> Revision:
    found = Revision.objects.filter(article=article.pk, number=number).first()
    if found is None:
        raise Http404("There is no such revision.")
    return found


def _difference(old: Revision, new: Revision) -> list[FieldDifference]:
    return difference(json.loads(old.content), json.loads(new.content))


def _line(revision: Revision) -> Shown:
    label = Action(revision.action).label if revision.action in Action.values else revision.action.capitalize()
    return Shown(revision, str(label), [], None)


def _shown(found: list[Revision]) -> list[Shown]:
    """Each with what it changed of the next older one in the list; the first of all changed nothing."""
    contents = [json.loads(revision.content) for revision in found]
    return [
        _line(revision)._replace(
            changed=changed(contents[at + 1], contents[at]) if at + 1 < len(found) else [],
            before=found[at + 1].number if at + 1 < len(found) else None,
        )
        for at, revision in enumerate(found)
    ]
