"""Text is kept as it is written, and offered back when its form was not saved.

The browser sends what changed in the form (static/js/admin/autosave.js); it is stored as sent, in a
row for each form that was opened. Bringing it back is sending it again: the same form is shown as
after a refusal, with everything that was typed, and nothing is written.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.collision import Collision, keep, kept_by, typed_in
from articles.admin.comparing import Difference, compare, filled
from articles.admin.rebasing import rebased
from articles.admin.signing_in import FORM, BadBody, body_of
from articles.admin.widgets import is_key
from articles.models import Article, KeptText
from articles.templatetags.newsroom import when

KEPT_FOR = timedelta(days=28)
MOST_OF_A_USER = 100
MOST_FIELDS = 4000
GONE = "This article is not there any more, so nothing was saved. What you wrote is kept, and offered here."
NOT_SAVED = "These are your words as they were kept. They are not saved yet."


class Autosave(Collision):
    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        own = [
            path("keep/", self.answering(self.keep_view), name="articles_article_keep"),
            path("kept/", guarded(self.offers_view), name="articles_article_offers"),
            path("kept/<int:pk>/", guarded(self.kept_view), name="articles_article_kept"),
            path("kept/<int:pk>/throw-away/", guarded(self.throw_away_view), name="articles_article_throw_away"),
        ]
        return [*own, *super().get_urls()]

    # Keeping --------------------------------------------------------------------------------

    def keep_view(self, request: HttpRequest) -> dict[str, Any]:
        """Stores what changed since the step that is stored; asks for everything where it has another.

        In: `form`, `article` (a key or null), `step`, `since` (a step, or null with all fields),
        `fields` (name -> value, null for one that is gone).
        Out: `kept` (when, in words), or `saved` where this was saved already, or `all`.
        """
        if request.method != "POST":
            raise BadBody("Text is kept by POST.")
        sent = body_of(request)
        form, step, since, fields = _read(sent)
        with transaction.atomic():
            mine = kept_by(request.user)
            row = mine.select_for_update().filter(form=form).first()
            if row and row.step >= step:
                return {"kept": when(row.at)} if row.fields else {"saved": True}
            if since is not None:
                if row is None or row.step != since:
                    return {"all": True}
                fields = {name: value for name, value in (row.fields | fields).items() if value is not None}
            at = timezone.now()
            values = {"article": self._opened(request, sent.get("article")), "fields": fields, "step": step, "at": at}
            mine.update_or_create(form=form, defaults=values | {"is_offered": True})
            if row is None:
                _make_room(request.user)
        return {"kept": when(at)}

    def _opened(self, request: HttpRequest, key: Any) -> Article | None:
        """The article that the form is of; None for a new one, and for one that is there no more."""
        found = self.get_queryset(request).filter(pk=key) if is_key(str(key)) else Article.objects.none()
        return found.order_by().only("pk").first()

    # Offering -------------------------------------------------------------------------------

    def _kept(self, request: HttpRequest) -> QuerySet[KeptText]:
        return kept_by(request.user).exclude(fields={}).select_related("article")

    def offers(self, request: HttpRequest, article: Article | None, but: str = "") -> list[KeptText]:
        """What this person typed into forms of this article, or of new ones, newest first."""
        return list(self._kept(request).filter(article=article, is_offered=True).exclude(form=but).order_by("-at"))

    def offers_view(self, request: HttpRequest) -> HttpResponse:
        """The offers alone, for a form whose browser brought something after the form was made."""
        article = self._opened(request, request.GET.get("article"))
        context = {"offers": self.offers(request, article, request.GET.get("form", ""))}
        return render(request, "admin/articles/article/autosave_offers.html", context | self._form_url(article))

    def _form_url(self, article: Article | None) -> dict[str, str]:
        name, args = ("change", [article.pk]) if article else ("add", [])
        return {"form_url_of_kept": reverse(f"admin:articles_article_{name}", args=args)}

    def _own(self, request: HttpRequest, pk: Any) -> KeptText:
        found = self._kept(request).filter(pk=pk).first() if is_key(str(pk)) else None
        if found is None:
            raise Http404("There is no such text of yours.")
        return found

    def kept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A text that was kept, beside the article as it is stored."""
        kept = self._own(request, pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"What you were writing {when(kept.at)}",
            "opts": self.opts,
            "kept": kept,
            "differences": self._compared(request, kept),
            **self._form_url(kept.article),
        }
        return TemplateResponse(request, "admin/articles/article/autosave_look.html", context)

    def _compared(self, request: HttpRequest, kept: KeptText) -> list[Difference]:
        """The article as it is stored, on the one side, and what was typed on the other."""
        article = kept.article
        sent = rebased(kept.as_sent(), filled(self, request, article).formsets, None)
        return compare(filled(self, request, article), filled(self, request, article, sent))

    def throw_away_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Offers it no more. It stays a while, for those who regret it."""
        kept = self._own(request, pk)
        if request.method == "POST":
            KeptText.objects.filter(pk=kept.pk).update(is_offered=False)
            link = format_html('<a href="{}">Look at it again</a>', reverse("admin:articles_article_kept", args=[pk]))
            self.message_user(request, format_html("Thrown away. {}", link), messages.SUCCESS)
        return HttpResponseRedirect(self._form_url(kept.article)["form_url_of_kept"])

    # The form -------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """`_bring_back` in a POST names a text that was kept: the form comes with it, and writes nothing."""
        if request.method == "POST" and "_bring_back" in request.POST:
            kept = self._own(request, request.POST["_bring_back"])
            request.POST = kept.as_sent()  # type: ignore[assignment]
            request.brought_back, request.refusal = kept, NOT_SAVED  # type: ignore[attr-defined]
            article = self.get_object(request, unquote(object_id)) if object_id else None
            if article is not None:
                self.collides(request, article)
            else:  # of a new article, or of one that was deleted
                request.POST = rebased(request.POST, filled(self, request, None).formsets, None)  # type: ignore[assignment]
            return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """A form whose article was deleted meanwhile: what was typed is kept, and offered on the page of a new one."""
        typed = typed_in(request.POST)
        if "version" not in typed:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        form = request.POST.get("_form", "")
        keep(request.user, form if FORM.fullmatch(form) else secrets.token_urlsafe(12), None, typed)
        self.message_user(request, GONE, messages.WARNING)
        return HttpResponseRedirect(self._form_url(None)["form_url_of_kept"])

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        key, step = request.POST.get("_form", ""), request.POST.get("_step", "")
        if FORM.fullmatch(key):
            last = int(step) if step.isdecimal() and is_key(step) else 0
            mine = kept_by(request.user)
            last = max(last, *mine.filter(form=key).values_list("step", flat=True), 0)
            saved = {"fields": {}, "step": last, "at": timezone.now(), "article": form.instance, "is_offered": False}
            mine.update_or_create(form=key, defaults=saved)
        KeptText.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        kept, obj = getattr(request, "brought_back", None), kwargs.get("obj")
        if kept:
            _forget_errors(context)
            self.message_user(request, f"{NOT_SAVED} You wrote them {when(kept.at)}.", messages.WARNING)
        sent = request.POST.get("_form", "")
        form = kept.form if kept else sent if FORM.fullmatch(sent) else secrets.token_urlsafe(12)
        context["form_key"], context["offers"] = form, self.offers(request, obj, form)
        return super().render_change_form(request, context | self._form_url(obj), **kwargs)


def _read(sent: dict[str, Any]) -> tuple[str, int, int | None, dict[str, Any]]:
    """Form, step, since and fields of what was sent. Raises `BadBody`."""
    form, fields = sent.get("form"), sent.get("fields")
    step, since = _number(sent, "step"), None if sent.get("since") is None else _number(sent, "since")
    if not (isinstance(form, str) and FORM.fullmatch(form)):
        raise BadBody("“form” must be 8 to 40 letters and digits, so nothing was kept.")
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise BadBody(f"“fields” must be an object with at most {MOST_FIELDS} names, so nothing was kept.")
    for value in fields.values():
        if not (isinstance(value, str) or (value is None and since is not None)):
            raise BadBody("Each of “fields” must be a text, so nothing was kept.")
    return form, step, since, {_storable(name): value and _storable(value) for name, value in fields.items()}


def _number(sent: dict[str, Any], name: str) -> int:
    number = sent.get(name)
    if type(number) is int and 0 <= number < 2**53:
        return number
    raise BadBody(f"“{name}” must be a whole number, so nothing was kept.")


def _storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters."""
    return text.replace("\0", "").encode(errors="replace").decode()


def _make_room(user: Any) -> None:
    mine = KeptText.objects.filter(user=user).order_by("-at", "-pk")
    KeptText.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_OF_A_USER:])).delete()


def _forget_errors(context: dict[str, Any]) -> None:
    """The form was only refilled: what is missing in it is told when it is saved."""
    form = context["adminform"].form
    for one in [form, *(row for part in context["inline_admin_formsets"] for row in part.formset.forms)]:
        one.errors.clear()
    for part in context["inline_admin_formsets"]:
        part.formset.non_form_errors().clear()
    context["errors"] = []
