from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.choices import Action, Status
from articles.models import Article
from articles.workflow.announce import expect
from articles.workflow.record import record
from articles.workflow.rename import rename
from articles.workflow.rules import PUBLISH, Refused, lock, require_permission, require_proofread, seen_already


@transaction.atomic
def publish(
    article: Article,
    by: Any = None,
    at: datetime | None = None,
    *,
    why: str = "",
    despite: str = "",
    action: Action = Action.PUBLISHED,
) -> bool:
    """Make the article public at `at`, else at the date it carries, else now.

    A check that blocks is gone over only with a reason, `despite`, which is recorded after `why`.

    Returns whether anything changed: publishing what is published with the same date does
    nothing. A date in the future is a schedule: the page appears at that second by itself.
    """
    require_permission(by, PUBLISH, "Only editors publish.")
    lock(article)
    when = at or article.published_at or timezone.now()
    if article.status == Status.PUBLISHED and article.published_at == when:
        return False
    if article.is_public and when > timezone.now():
        raise Refused(seen_already(article))
    if not article.body.strip():
        raise Refused(f"“{article}” has no body yet, so it cannot be published.")
    if article.picture and not article.picture_alt.strip():
        raise Refused(f"“{article}” has a picture without alternative text, so it cannot be published.")
    gone_over = require_proofread(article, by, despite)
    before = article.get_absolute_url()
    if article.status != Status.PUBLISHED:
        expect([article])
    article.status, article.withdrawal = Status.PUBLISHED, ""
    article.published_at = when
    if article.first_published_at is None or article.first_published_at > timezone.now():
        article.first_published_at = when  # a schedule that is moved was never published
    article.save(update_fields=["status", "withdrawal", "published_at", "first_published_at", "modified_at"])
    rename(article, before, by)  # another day is another address
    record(article, by=by, why=" ".join(filter(None, (why, gone_over))), action=action)
    return True
