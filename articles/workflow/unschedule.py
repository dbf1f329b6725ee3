from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.choices import SCHEDULED, Action, NoteAbout, Status
from articles.models import Article
from articles.workflow.announce import expect_no_more
from articles.workflow.note import keep
from articles.workflow.record import record
from articles.workflow.rules import PUBLISH, Refused, lock, require_permission


@transaction.atomic
def unschedule(article: Article, by: Any = None, text: str = "") -> bool:
    """Take the article off the schedule before its time. Returns whether it changed.

    It waits for an editor again, with its date as one that is wanted; what was withdrawn before is so
    again. `text` is kept as a note, if there is any.
    """
    require_permission(by, PUBLISH, "Only editors take articles off the schedule.")
    lock(article)
    if article.is_public:
        raise Refused(f"Readers see “{article}” already, so it cannot be taken off the schedule. Withdraw it instead.")
    if article.state != SCHEDULED:
        return False
    was_seen = article.first_published_at is not None and article.first_published_at <= timezone.now()
    article.status = Status.WITHDRAWN if was_seen else Status.IN_REVIEW
    if not was_seen:
        article.first_published_at = None
    article.save(update_fields=["status", "first_published_at", "modified_at"])
    expect_no_more(article)
    if words := text.strip():
        keep(article, by, NoteAbout.SCHEDULE, words)
    record(article, by=by, why=words, action=Action.UNSCHEDULED)
    return True
