from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import clock
from articles.choices import Action
from articles.models import Article
from articles.workflow.publish import publish
from articles.workflow.rules import PUBLISH, Refused, lock, require_permission, seen_already


@transaction.atomic
def schedule(article: Article, by: Any = None, at: datetime | None = None, *, why: str = "", despite: str = "") -> bool:
    """Approve the article for a time that is to come: `at`, else the date it carries. It appears by itself.

    Returns whether anything changed; what is scheduled already is moved. `despite` is as in `publish`.
    """
    require_permission(by, PUBLISH, "Only editors schedule.")
    lock(article)
    when = at or article.published_at
    if article.is_public:
        raise Refused(seen_already(article))
    if when is None:
        raise Refused(f"Say when “{article}” is to appear.")
    if when <= timezone.now():
        past = clock.told(when, timezone.get_current_timezone())
        raise Refused(f"{past} is over. Choose a later time for “{article}”, or publish it now.")
    return publish(article, by, when, why=why, despite=despite, action=Action.SCHEDULED)
