from __future__ import annotations

from django.db import transaction
from django.db.models import F

from articles.models import Article
from articles.signals import article_changed


@transaction.atomic
def record(article: Article) -> None:
    """After an article and all its parts were written: count the version, tell the rest.

    Call it inside the transaction that wrote them, once.
    """
    record_all([article])


@transaction.atomic
def record_all(articles: list[Article]) -> None:
    """The same for some hundreds that were written together."""
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(version=F("version") + 1)
    for article in articles:
        article.version += 1
    article_changed.send(sender=Article, articles=articles)
