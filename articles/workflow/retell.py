from __future__ import annotations

from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article
from articles.signals import article_changed

BATCH = 500


@transaction.atomic
def retell(articles: QuerySet[Article, Any]) -> int:
    """After a ticker or a risk that these articles name got another name: tell the rest.

    The articles themselves are as they were, so no version is counted. Returns how many.
    """
    number = 0
    each = articles.iterator(chunk_size=BATCH)
    while batch := list(islice(each, BATCH)):
        article_changed.send(sender=Article, articles=batch)
        number += len(batch)
    return number
