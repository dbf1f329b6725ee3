from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article
from articles.signals import article_changed


@transaction.atomic
def retell(articles: QuerySet[Article, Any]) -> int:
    """After a ticker or a risk that these articles name got another name: tell the rest.

    The articles themselves are as they were, so no version is counted. Returns how many.
    """
    number = 0
    for article in articles.iterator(chunk_size=500):
        article_changed.send(sender=Article, article=article)
        number += 1
    return number
