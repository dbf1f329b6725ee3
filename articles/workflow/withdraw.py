from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.choices import Action, Status
from articles.models import Article
from articles.workflow.announce import expect_no_more
from articles.workflow.record import record
from articles.workflow.rules import lock, require_permission, require_status


@transaction.atomic
def withdraw(article: Article, by: Any = None, *, why: str = "") -> bool:
    """Take a published article back: its address answers 410 from now on. Returns whether it changed."""
    require_permission(by, "articles.publish_article", "Only editors withdraw.")
    lock(article)
    if article.status == Status.WITHDRAWN:
        return False
    require_status(article, (Status.PUBLISHED,), "withdrawn")
    article.status = Status.WITHDRAWN
    article.save(update_fields=["status", "modified_at"])
    expect_no_more(article)
    record(article, by=by, why=why, action=Action.WITHDRAWN)
    return True
