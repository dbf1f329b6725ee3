from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.choices import Action, CorrectionKind, Status
from articles.models import Article, Correction
from articles.workflow.note import require_words
from articles.workflow.record import record
from articles.workflow.rules import Refused, lock, require_permission, require_state


@transaction.atomic
def correct(article: Article, by: Any = None, kind: str = CorrectionKind.CORRECTION, text: str = "") -> bool:
    """Tell readers what was wrong and what is right, or what is new; "Updated" says when.

    It stands under the article and on the corrections page at once. Returns whether anything
    changed: the same said twice in a row changes nothing.
    """
    require_permission(by, "articles.add_correction", "Only editors correct.")
    lock(article)
    require_state(article, (Status.PUBLISHED,), "corrected: readers see no text of it")
    if kind not in CorrectionKind.values:
        raise Refused("Choose what it is: a correction, a clarification or an update.")
    words = require_words(text, "Say what was wrong, and what is right.")
    newest = Correction.objects.filter(article=article).first()
    if newest and (newest.kind, newest.note) == (kind, words):
        return False
    now = timezone.now()
    made = Correction.objects.create(article=article, kind=kind, note=words, at=now)
    article.updated_at = now
    article.save(update_fields=["updated_at", "modified_at"])
    record(article, by=by, why=str(made), action=Action.CORRECTED)
    return True
