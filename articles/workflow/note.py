from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.choices import NoteAbout
from articles.models import Article, Note
from articles.workflow.rules import LONGEST_NOTE, Refused, lock, require_own_or_any
from staff import audit
from staff.choices import Kind


@transaction.atomic
def note(article: Article, by: Any = None, text: str = "") -> bool:
    """Keep what somebody says of an article, for the others in the newsroom. Returns whether it was new.

    The article stays as it is, and its version: whoever has it open may go on and save.
    """
    require_own_or_any(article, by)
    lock(article)
    words = require_words(text, "A note needs words.")
    if is_last(article, by, NoteAbout.NOTE, words):
        return False
    keep(article, by, NoteAbout.NOTE, words)
    if by is not None:
        audit.record(Kind.ADDED, "A note.", by=by, about=article)
    return True


def require_words(text: str, sentence: str) -> str:
    """The text without blanks around it."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Refused(sentence)
    if len(words) > LONGEST_NOTE:
        raise Refused(f"That is too long: {len(words):,} characters, where at most {LONGEST_NOTE:,} are kept.")
    return words


def is_last(article: Article, by: Any, about: NoteAbout, words: str) -> bool:
    """Whether exactly this was said last: a button that was pressed twice."""
    last = Note.objects.filter(article=article).order_by("-at", "-pk").first()
    return last is not None and (last.by_id, last.about, last.text) == (by.pk if by else None, about, words)


def keep(article: Article, by: Any, about: NoteAbout, words: str) -> None:
    """For the verbs that are given words: kept with the article, as a note about the verb."""
    Note.objects.create(article=article, by=by, about=about, text=words)
