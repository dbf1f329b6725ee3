"""Articles as cards: in lists, on the front page, among what a search found."""

from __future__ import annotations

from collections.abc import Sequence

from articles.models import Article
from articles.prepared import Links

TICKERS = Links(Article, "ticker_sentiments")


def with_tickers(articles: Sequence[Article]) -> Sequence[Article]:
    """The same articles, fetched with `for_cards`, each with its tickers and their quotes. One query."""
    if articles:
        TICKERS.fetch(articles)
    return articles
