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
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1)
    article.version += 1
    article_changed.send(sender=Article, articles=[article])
