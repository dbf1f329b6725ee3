"""What follows a change of an article. Connected once, in `ArticlesConfig.ready`."""

from __future__ import annotations

from typing import Any

from articles import search
from articles.models import Article
from articles.signals import article_changed


def connect() -> None:
    article_changed.connect(index_articles, dispatch_uid="articles.index_articles")


def index_articles(sender: Any, articles: list[Article], **kwargs: Any) -> None:
    """In the same transaction as the change, so that the index cannot drift."""
    search.engine().index(articles)
