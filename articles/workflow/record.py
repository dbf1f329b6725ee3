from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from articles.models import Article
from articles.signals import article_changed


@transaction.atomic
def record(article: Article, *, by: Any = None, why: str = "") -> None:
    """After an article and all its parts were written: count the version, tell the rest.

    Call it inside the transaction that wrote them, once. `by` is the user who wrote, None for a
    command; `why` is what they say of it, if anything.
    """
    record_all([article], by=by, why=why)


@transaction.atomic
def record_all(articles: list[Article], *, by: Any = None, why: str = "") -> None:
    """The same for some hundreds that were written together."""
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(version=F("version") + 1)
    for article in articles:
        article.version += 1
    article_changed.send(sender=Article, articles=articles)
