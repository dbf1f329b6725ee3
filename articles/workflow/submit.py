from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.choices import Action, Status
from articles.models import Article
from articles.workflow.record import record
from articles.workflow.rules import lock, require_own_or_any, require_permission, require_state


@transaction.atomic
def submit(article: Article, by: Any = None, *, why: str = "") -> bool:
    """Put a draft before the editors. Returns whether it changed."""
    require_permission(by, "articles.change_article", "Your account does not write articles.")
    require_own_or_any(article, by)
    lock(article)
    if article.status == Status.IN_REVIEW:
        return False
    require_state(article, (Status.DRAFT,), "submitted")
    article.status = Status.IN_REVIEW
    article.save(update_fields=["status", "modified_at"])
    record(article, by=by, why=why, action=Action.SUBMITTED)
    return True
