from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.choices import Action, Status
from articles.models import Article
from articles.workflow.record import record, record_all
from articles.workflow.rules import Refused, lock, require_permission, withdraw_first


@transaction.atomic
def delete(article: Article, by: Any = None, *, why: str = "") -> None:
    """Remove an article that is not published. Its revisions stay, with a last one that says so.

    Articles that had it among their related ones are as they are without it: they get a revision too.
    """
    require_permission(by, "articles.delete_article", "Only chief editors delete.")
    lock(article)
    if article.status == Status.PUBLISHED:
        raise Refused(withdraw_first(article))
    pinned_on = list(Article.objects.locked().filter(pinned__related=article.pk).order_by("pk"))
    record(article, by=by, why=why, action=Action.DELETED)
    article.delete()
    if pinned_on:
        record_all(pinned_on, by=by, why=f"The related article “{article}” was deleted.")
