"""Two editors, one article: a form that is older than what is stored is refused, and both texts shown.

The refused form comes back on the ground of what is stored now (`rebasing`), with the differences above
it. From there nothing is saved by a button whose name does not say what it does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone

from articles.admin.basis import basis
from articles.admin.comparing import Filling, compare, filled
from articles.admin.forms import STALE
from articles.admin.rebasing import rebased, with_stored
from articles.admin.signing_in import SigningIn
from articles.models import Article, Revision
from articles.templatetags.newsroom import when

#: In the place of a field's name.
ALL_THEIRS = "all that only they changed"


class Saved(NamedTuple):
    """What is stored: its version, who saved it and when."""

    version: int
    by: str
    at: datetime

    def __str__(self) -> str:
        return f"{self.by} saved this article {when(self.at)}"


class Collision(SigningIn):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        article = self.get_object(request, unquote(object_id)) if request.method == "POST" and object_id else None
        if article is None or not self.has_change_permission(request, article):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if "_take_theirs" in request.POST:
            return self._take_theirs(request, article)
        if not self.collides(request, article):
            return super().changeform_view(request, object_id, form_url, extra_context)
        # As a form that is refused; it writes nothing and needs no transaction.
        return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]

    def collides(self, request: HttpRequest, article: Article) -> bool:
        """Whether what was sent must not be saved yet; if so, it is made to fit what is stored.

        `_compared` is the version that somebody was shown beside their own: saving over it is allowed,
        and recorded as such.
        """
        saved, sent = last_saved(article), request.POST
        is_stale = sent.get("version") != str(article.version)
        if not is_stale and not (sent.get("_compared") or "_take" in sent):
            return False
        request.collided = saved  # type: ignore[attr-defined]
        request.opened = sent.get("_opened") or sent.get("version", "")  # type: ignore[attr-defined]
        if is_stale:
            request.POST = rebased(sent, filled(self, request, article).formsets, article.version)  # type: ignore[assignment]
        elif "_take" in sent:
            request.POST = self._with_theirs(request, article)  # type: ignore[assignment]
        elif "_save" in sent:
            request.why = f"Saved over version {saved.version} by {saved.by}, having seen both."  # type: ignore[attr-defined]
            return False
        request.refusal = STALE  # type: ignore[attr-defined]
        return True

    def _with_theirs(self, request: HttpRequest, article: Article) -> QueryDict:
        """What was sent, with theirs in the field or part that `_take` names, or in all that only they changed."""
        stored = filled(self, request, article)
        sent: QueryDict = request.POST
        names = [str(sent["_take"])]
        if names == [ALL_THEIRS]:
            began = basis(article, request.opened)  # type: ignore[attr-defined]
            found = compare(stored, filled(self, request, article, sent), began)
            names = [one.name for one in found if one.changed_by == "theirs"]
        for name in names:
            sent = with_stored(sent, name, stored.form, stored.formsets)
        return sent

    def _take_theirs(self, request: HttpRequest, article: Article) -> HttpResponse:
        """The stored one is opened; the other is kept like a form that was never saved."""
        key = request.POST.get("_form", "")[:40] or f"theirs-{timezone.now():%Y%m%d%H%M%S%f}"
        keep(request.user, key, article, typed_in(request.POST))
        saved = last_saved(article)
        sentence = f"You see what {saved.by} saved. What you wrote is kept: you can bring it back."
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        saved = getattr(request, "collided", None)
        if saved:
            stored = filled(self, request, Article.objects.get(pk=kwargs["obj"].pk))
            formsets = [part.formset for part in context["inline_admin_formsets"]]
            opened = request.opened  # type: ignore[attr-defined]  # set with `collided`
            typed = Filling(context["adminform"].form, formsets)
            found = compare(stored, typed, basis(kwargs["obj"], opened))
            context["collision"] = {
                "saved": saved,
                "opened": opened,
                "differences": found,
                "all_theirs": any(one.changed_by == "theirs" for one in found) and ALL_THEIRS,
            }
        return super().render_change_form(request, context, **kwargs)


def typed_in(sent: QueryDict) -> dict[str, str]:
    """Of what a form sent, what somebody typed."""
    return {
        name: str(value)
        for name, value in sent.items()
        if not name.startswith("_") and name != "csrfmiddlewaretoken" and "__prefix__" not in name
    }


def keep(user: Any, form: str, article: Article | None, fields: dict[str, str]) -> None:
    """Keeps what was typed, to be offered when a form of the article is opened again."""
    now = timezone.now()
    kept = {"article": article, "fields": fields, "step": int(now.timestamp() * 1000), "at": now, "is_offered": True}
    kept_by(user).update_or_create(form=form, defaults=kept)


def kept_by(user: Any) -> Any:
    """The texts that this person typed and did not save: a manager."""
    return user.kept_texts


def last_saved(article: Article) -> Saved:
    last = Revision.objects.filter(article=article).order_by("-number").defer("content").first()
    if last is None:
        return Saved(article.version, "Somebody", article.modified_at)
    return Saved(article.version, last.by or "A command", last.at)
