"""The small forms of verbs that ask first, and what their pages say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from articles import workflow
from articles.choices import CorrectionKind, Status
from articles.models import Article
from articles.workflow.rules import LONGEST_NOTE, LONGEST_SENTENCE, PUBLISH

WORDS = forms.Textarea(attrs={"rows": 4})
FEW_WORDS = forms.Textarea(attrs={"rows": 2})


class VerbForm(forms.Form):
    """Knows the article that it is about."""

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article
        self.label_suffix = ""


class ChangesForm(VerbForm):
    text = forms.CharField(
        label="What should be changed",
        max_length=LONGEST_NOTE,
        widget=WORDS,
        error_messages={"required": "Say what should be changed."},
    )


class UnscheduleForm(VerbForm):
    text = forms.CharField(
        label="Why, for the newsroom", max_length=LONGEST_NOTE, required=False, widget=FEW_WORDS,
        help_text="Kept with the article as a note. Readers do not see it.",
    )  # fmt: skip


class CorrectForm(VerbForm):
    kind = forms.ChoiceField(
        label="What it is", choices=CorrectionKind.choices, initial=CorrectionKind.CORRECTION, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="What readers are told",
        max_length=LONGEST_NOTE,
        widget=WORDS,
        help_text="What was wrong, and what is right; or what is new.",
        error_messages={"required": "Say what was wrong, and what is right."},
    )


class AmendForm(VerbForm):
    text = forms.CharField(
        label="What readers are told",
        max_length=LONGEST_NOTE,
        widget=WORDS,
        error_messages={"required": "A correction cannot be emptied. Say what was wrong, and what is right."},
    )


class WithdrawForm(VerbForm):
    tell = forms.CharField(
        label="What readers are told", max_length=LONGEST_SENTENCE,
        required=False, widget=FEW_WORDS,
        help_text="It follows “We published it here and have taken it back.” Leave it empty to say no more.",
    )  # fmt: skip
    why = forms.CharField(
        label="Why, for the newsroom", max_length=LONGEST_NOTE, required=False, widget=FEW_WORDS,
        help_text="Kept with the article as a note. Readers do not see it.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tell"].initial = self.article.withdrawal


@dataclass(frozen=True)
class Page:
    """A verb with a page of its own. `do` takes the article, who asks, and what was typed."""

    slug: str
    permission: str
    form: type[VerbForm]
    do: Callable[[Article, Any, dict[str, Any]], bool]
    link: str
    title: str
    intro: str
    button: str
    done: str
    log: str

    @property
    def name(self) -> str:
        """Of its address."""
        return f"articles_article_{self.slug.replace('-', '_')}"

    def link_for(self, article: Article) -> str:
        return "What readers are told" if article.status == Status.WITHDRAWN else self.link


CHANGES = Page(
    "ask-for-changes", PUBLISH, ChangesForm,
    lambda article, by, said: workflow.ask_for_changes(article, by, said["text"]),
    "Ask for changes", "Ask for changes?",
    "The article becomes a draft again, and whoever writes it sees what you ask for.",
    "Ask for changes", "Asked for changes. It is a draft again.", "Asked for changes.",
)  # fmt: skip
UNSCHEDULE = Page(
    "unschedule", PUBLISH, UnscheduleForm,
    lambda article, by, said: workflow.unschedule(article, by, said["text"]),
    "Take off the schedule", "Take this article off the schedule?",
    "Readers have not seen it. It waits for an editor again, and keeps its date as one that is wanted.",
    "Take off the schedule", "Taken off the schedule.", "Taken off the schedule.",
)  # fmt: skip
CORRECT = Page(
    "correct", "articles.add_correction", CorrectForm,
    lambda article, by, said: workflow.correct(article, by, said["kind"], said["text"]),
    "Correct", "Correct this article?",
    "Change the text itself in its form. What you say here stands under the article and on the corrections page at "
    "once, and the byline says “Updated”. A comma needs no correction.",
    "Tell readers", "Readers are told, under the article and on the corrections page.", "Corrected.",
)  # fmt: skip
WITHDRAW = Page(
    "withdraw", PUBLISH, WithdrawForm,
    lambda article, by, said: workflow.withdraw(article, by, why=said["why"], tell=said["tell"]),
    "Withdraw", "Withdraw this article?",
    "Readers who come to its address are told that the article was withdrawn. Its text stays here, and you can publish "
    "it again.",
    "Withdraw", "Withdrawn. Readers of its address are told so.", "Withdrawn.",
)  # fmt: skip
