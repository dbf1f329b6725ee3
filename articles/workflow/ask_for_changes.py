from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.choices import Action, NoteAbout, Status
from articles.models import Article
from articles.workflow.note import is_last, keep, require_words
from articles.workflow.record import record
from articles.workflow.rules import PUBLISH, lock, require_permission, require_state


@transaction.atomic
def ask_for_changes(article: Article, by: Any = None, text: str = "") -> bool:
    """Make what is in review a draft again, with a note that says what should be changed.

    Returns whether it changed: the same words said twice change nothing.
    """
    require_permission(by, PUBLISH, "Only editors ask for changes.")
    lock(article)
    if article.status == Status.DRAFT and is_last(article, by, NoteAbout.CHANGES, text.strip()):
        return False
    require_state(article, (Status.IN_REVIEW,), "sent back for changes")
    words = require_words(text, "Say what should be changed.")
    article.status = Status.DRAFT
    article.save(update_fields=["status", "modified_at"])
    keep(article, by, NoteAbout.CHANGES, words)
    record(article, by=by, why=words, action=Action.SENT_BACK)
    return True
