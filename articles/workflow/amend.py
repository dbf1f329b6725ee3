from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.choices import Action, NoteAbout
from articles.models import Correction
from articles.workflow.note import keep, require_words
from articles.workflow.record import record
from articles.workflow.rules import lock, require_permission


@transaction.atomic
def amend(correction: Correction, by: Any = None, text: str = "") -> bool:
    """Put other words in the place of a correction's. Returns whether they are others.

    Never in silence: readers are told when it was amended, and a note keeps what it said before.
    """
    require_permission(by, "articles.amend_correction", "Only chief editors amend a correction.")
    article = correction.article
    lock(article)
    correction.refresh_from_db()
    words = require_words(text, "A correction cannot be emptied. Say what was wrong, and what is right.")
    if words == correction.note:
        return False
    before, correction.note, correction.amended_at = correction.note, words, timezone.now()
    correction.save(update_fields=["note", "amended_at"])
    keep(article, by, NoteAbout.AMEND, f"It said: {before}")
    record(article, by=by, why=words, action=Action.AMENDED)
    return True
