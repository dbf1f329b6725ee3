"""Who else has an article open: told on its form, which says twice a minute that it is open, and in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list

from articles.admin.collision import last_saved
from articles.admin.signing_in import FORM, BadBody, SigningIn, body_of
from articles.admin.widgets import is_key
from articles.models import Article, Presence
from articles.models.presence import LASTS
from articles.templatetags.newsroom import person
from staff.door import asked_by_itself


class Presences(SigningIn):
    def get_urls(self) -> list[URLPattern]:
        here = asked_by_itself(self.answering(self.here_view))
        return [path("here/", here, name="articles_article_here"), *super().get_urls()]

    def here_view(self, request: HttpRequest) -> dict[str, Any]:
        """In: `form`, `article` and the `version` that it was opened with; `gone` when the form is closed.

        Out: `others`, a sentence about who else has the article open, and `newer`, one about who saved it
        since; empty where there is nothing to say.
        """
        if request.method != "POST":
            raise BadBody("A form says by POST that it is open.")
        sent = body_of(request)
        form, key = str(sent.get("form")), str(sent.get("article"))
        article = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        if article is None or not FORM.fullmatch(form):
            raise BadBody("This article is not there any more. Your text is still here.")
        if sent.get("gone"):
            Presence.objects.filter(article=article, form=form).delete()
            return {}
        now, user = timezone.now(), cast(User, request.user)  # `answering` lets nobody else in
        if not Presence.objects.filter(article=article, form=form).update(seen_at=now):
            Presence.objects.filter(seen_at__lt=now - LASTS).delete()
            Presence.objects.get_or_create(article=article, form=form, defaults={"user": user})
        is_newer = str(sent.get("version")) != str(article.version)
        newer = f"{last_saved(article)}. When you save, you will see both." if is_newer else ""
        return {"others": self._others(request, article, form), "newer": newer}

    def _others(self, request: HttpRequest, article: Article, form: str) -> str:
        return sentence(article.presences.now().exclude(form=form), request.user)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        if obj := kwargs.get("obj"):
            context["others"] = self._others(request, obj, request.POST.get("_form", ""))
        return super().render_change_form(request, context, **kwargs)


def sentence(others: Iterable[Presence], user: Any) -> str:
    """`Ada has this article open since 14:02.`, or that it is this person's own other window."""
    since: dict[str, str] = {}
    for one in others:
        name = "You, in another window," if one.user_id == user.pk else person(one.user)
        since.setdefault(name, date_format(timezone.localtime(one.since), "H:i"))
    if not since:
        return ""
    names = [f"{name} (since {hour})" if len(since) > 1 else name for name, hour in since.items()]
    has = "have" if len(names) > 1 or names[0].startswith("You,") else "has"
    return f"{get_text_list(names, 'and')} {has} this article open" + (
        "." if len(since) > 1 else f" since {next(iter(since.values()))}."
    )
