"""What may be done to many articles at once, from their list. What readers notice is asked about first.

The page that asks says of each article what will become of it, or what stands against it: by doing it
and taking it back. Nothing is done before it is confirmed, and then only to what is as it was shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from articles import clock, workflow
from articles.admin.article_list import state
from articles.admin.verb_forms import FEW_WORDS
from articles.models import Article
from articles.templatetags.newsroom import person
from articles.workflow.rules import LONGEST_NOTE, LONGEST_SENTENCE

MOST = 100
REFUSALS_SHOWN = 10
Verb = Callable[..., bool]


class Asked(NamedTuple):
    """A verb that is asked about: `does` and `done` as in "Publish 3 articles", "Published: 3 articles"."""

    action: str
    verb: Verb
    does: str
    done: str
    intro: str


ASKED = {
    asked.action: asked
    for asked in (
        Asked(
            "publish_selected", workflow.publish, "Publish", "Published",
            "Readers see them at once, or from the date that they carry. What the checks stop is published from its "
            "own form, with a reason.",
        ),
        Asked(
            "unschedule_selected", workflow.unschedule, "Take off the schedule", "Taken off the schedule",
            "Readers have not seen them. Each waits for an editor again, and keeps its date as one that is wanted.",
        ),
        Asked(
            "withdraw_selected", workflow.withdraw, "Withdraw", "Withdrawn",
            "Readers who come to their addresses are told that they were withdrawn. The texts stay here, and can be "
            "published again.",
        ),
    )
}  # fmt: skip


class Row(NamedTuple):
    """An article on the page that asks. `refusal` is empty for what will be done, and for what is done already."""

    article: Article
    version: int
    state: tuple[str, str]
    becomes: str
    refusal: str


class ReasonForm(forms.Form):
    """Of a withdrawal; the same for each of them."""

    tell = forms.CharField(
        label="What readers are told", max_length=LONGEST_SENTENCE, required=False, widget=FEW_WORDS,
        help_text="The same sentence for each of them, after “We published it here and have taken it back.”",
    )  # fmt: skip
    why = forms.CharField(
        label="Why, for the newsroom", max_length=LONGEST_NOTE, required=False, widget=FEW_WORDS,
        help_text="Kept with each of them as a note. Readers do not see it.",
    )  # fmt: skip


class Many(admin.ModelAdmin):
    @admin.action(description="Submit selected articles for review", permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._each(request, queryset, workflow.submit, "Submitted")

    @admin.action(description="Publish selected articles", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._ask_first(request, queryset, ASKED["publish_selected"])

    @admin.action(description="Take selected articles off the schedule", permissions=["publish"])
    def unschedule_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._ask_first(request, queryset, ASKED["unschedule_selected"])

    @admin.action(description="Withdraw selected articles", permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._ask_first(request, queryset, ASKED["withdraw_selected"])

    def _ask_first(self, request: HttpRequest, queryset: QuerySet, asked: Asked) -> HttpResponse | None:
        if (number := queryset.count()) > MOST:
            sentence = f"You chose {_articles(number)}. Choose at most {MOST} at a time; nothing was done."
            self.message_user(request, sentence, messages.WARNING)
            return None
        is_confirmed = "confirmed" in request.POST
        form = ReasonForm(request.POST if is_confirmed else None, label_suffix="")
        if is_confirmed and form.is_valid():
            self._each(request, queryset, _with_reason(asked, form.cleaned_data), asked.done, _seen(request))
            return None
        rows = [_row(article, asked, request.user) for article in queryset.select_related("category")]
        ready = sum(bool(row.becomes) and not row.refusal for row in rows)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{asked.does} {_articles(len(rows))}?",
            "opts": self.opts,
            "asked": asked,
            "rows": rows,
            "ready": ready,
            "button": f"{asked.does}: {_articles(ready)}",
            "form": form if asked.verb is workflow.withdraw else None,
            "list_url": request.get_full_path(),
            "person": person(request.user),
        }
        return TemplateResponse(request, "admin/articles/article/many.html", context)

    def _each(
        self, request: HttpRequest, queryset: QuerySet, verb: Verb, done: str, seen: dict[int, int] | None = None
    ) -> None:
        """Carries the verb out on each article by itself; says what was done, and what not and why.

        `seen` has the version in which each was shown: of one that was saved since, somebody has to look again.
        """
        changed = unchanged = 0
        refusals = []
        for article in queryset:
            if seen is not None and seen.get(article.pk) != article.version:
                refusals.append(f"Somebody saved “{article}” meanwhile, so it was left as it is. Look at it once more.")
                continue
            try:
                if verb(article, by=request.user):
                    changed += 1
                    self.log_change(request, article, f"{done}.")
                else:
                    unchanged += 1
            except workflow.Refused as refusal:
                refusals.append(str(refusal))
        if changed:
            self.message_user(request, f"{done}: {_articles(changed)}.", messages.SUCCESS)
        if unchanged:
            self.message_user(request, f"Nothing to do for {_articles(unchanged)}.", messages.INFO)
        for sentence in refusals[:REFUSALS_SHOWN]:
            self.message_user(request, sentence, messages.WARNING)
        if len(refusals) > REFUSALS_SHOWN:
            more = _articles(len(refusals) - REFUSALS_SHOWN)
            self.message_user(request, f"The same for {more} more.", messages.WARNING)


def _row(article: Article, asked: Asked, by: Any) -> Row:
    version, before = article.version, state(article)
    try:
        would_change = workflow.would(asked.verb, article, by)
    except workflow.Refused as refusal:
        return Row(article, version, before, "", str(refusal))
    _, after = state(article)
    at = article.published_at
    if after == "Scheduled" and at:
        after = f"Scheduled for {clock.told(at, timezone.get_current_timezone())}"
    return Row(article, version, before, after if would_change else "", "")


def _with_reason(asked: Asked, said: dict[str, str]) -> Verb:
    if asked.verb is not workflow.withdraw:
        return asked.verb
    # Without a sentence, the one that readers of an article withdrawn before are told stays.
    return partial(workflow.withdraw, why=said["why"], tell=said["tell"] or None)


def _seen(request: HttpRequest) -> dict[int, int]:
    """Key -> version, of `12:3` for each article on the page."""
    pairs = (one.partition(":")[::2] for one in request.POST.getlist("seen"))
    return {int(key): int(version) for key, version in pairs if f"{key}{version}".isdecimal() and key and version}


def _articles(number: int) -> str:
    return f"{number} article" if number == 1 else f"{number} articles"
