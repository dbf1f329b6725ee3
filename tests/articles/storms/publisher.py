"""Publishes, withdraws and brings back articles, on and on, until somebody ends it. For tests that do."""

# ruff: noqa: E402 (a program of its own)

from __future__ import annotations

import random
import sys

import django

django.setup()

from articles.models import Article
from articles.workflow import publish, record, revert, withdraw

chance = random.Random(int(sys.argv[1]))
keys = list(Article.objects.order_by("pk").values_list("pk", flat=True)[:20])
while True:
    article = Article.objects.get(pk=chance.choice(keys))
    if article.status == "published":
        withdraw(article)
    elif chance.random() < 0.7:
        publish(article)
    elif article.version > 1:
        revert(article, chance.randint(1, article.version))
    else:
        record(article)
