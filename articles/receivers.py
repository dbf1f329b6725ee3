"""What follows a change of an article. Connected once, in `ArticlesConfig.ready`."""

from __future__ import annotations

from typing import Any

from articles import search
from articles.models import Article
from articles.signals import article_changed


def connect() -> None:
    article_changed.connect(index_article, dispatch_uid="articles.index_article")


def index_article(sender: Any, article: Article, **kwargs: Any) -> None:
    """In the same transaction as the change, so that the index cannot drift."""
    search.engine().index([article])
