"""What a search engine does for the site. Each database has one, in a file of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.choices import Status
from articles.models import Article, KeyPoint, RiskStatement, SearchDocument, TickerSentiment
from articles.search.query import Query
from articles.text import plain

#: How many of the best matches are ranked and counted; beyond it the total says "more than".
CANDIDATES = 1000
MARK, UNMARK = "\x02", "\x03"
COLUMNS = ("headline", "dek", "summary", "key_points", "body", "risks", "tickers")


@dataclass(frozen=True)
class Hit:
    """One match: an article's key and its rank, best first; lower is better."""

    pk: int
    rank: float


@dataclass(frozen=True)
class Found:
    hits: Sequence[Hit]
    more: bool


class SearchEngine(ABC):
    @abstractmethod
    def find(self, query: Query) -> Found:
        """The best `CANDIDATES` matches, best first. An empty query finds nothing."""

    @abstractmethod
    def passages(self, query: Query, pks: Sequence[int]) -> dict[int, SafeString]:
        """For each article a passage around the match: escaped, matches in `<mark>`."""

    @abstractmethod
    def alike(self, article: Article, limit: int) -> QuerySet[Any, Any]:
        """The keys of the newest published articles that hold two words of its headline and dek."""

    @abstractmethod
    def rebuild(self) -> None:
        """Make the index anew from the documents."""

    def index(self, articles: Iterable[Article]) -> None:
        """Write the documents of published articles, remove those of others; same transaction."""
        articles = list(articles)
        published = [article for article in articles if article.status == Status.PUBLISHED]
        gone = [article.pk for article in articles if article.status != Status.PUBLISHED]
        if gone:
            SearchDocument.objects.filter(pk__in=gone).delete()
        if published:
            SearchDocument.objects.bulk_create(
                documents(published), update_conflicts=True, unique_fields=["article"], update_fields=COLUMNS
            )


def documents(articles: Sequence[Article]) -> list[SearchDocument]:
    """Three queries for any number of articles."""
    pks = [article.pk for article in articles]
    key_points: dict[int, list[str]] = {pk: [] for pk in pks}
    risks: dict[int, list[str]] = {pk: [] for pk in pks}
    tickers: dict[int, list[str]] = {pk: [] for pk in pks}
    for point in KeyPoint.objects.filter(article__in=pks):
        key_points[point.article_id].append(point.text)
    for statement in RiskStatement.objects.filter(article__in=pks):
        title = statement.risk.title if statement.risk else ""
        risks[statement.article_id].append(f"{statement.text} {title}".strip())
    for tagged in TickerSentiment.objects.filter(article__in=pks):
        tickers[tagged.article_id].append(f"{tagged.ticker.symbol} {tagged.ticker} {tagged.ticker.name}".strip())
    return [
        SearchDocument(
            article=article,
            headline=unmarked(article.headline),
            dek=unmarked(article.dek),
            summary=unmarked(article.summary),
            key_points=unmarked("\n".join(key_points[article.pk])),
            body=unmarked(plain(article.body)),
            risks=unmarked("\n".join(risks[article.pk])),
            tickers="\n".join(tickers[article.pk]),
        )
        for article in articles
    ]


def unmarked(text: str) -> str:
    """Text without the two characters that mark a match in a passage."""
    return text.replace(MARK, "").replace(UNMARK, "")


def marked(passage: str) -> SafeString:
    """A passage with our two control characters around matches -> escaped HTML with `<mark>`."""
    safe = escape(passage).replace(MARK, "<mark>").replace(UNMARK, "</mark>")
    return mark_safe(safe)  # noqa: S308 (escaped on the line above; only our own tags are added)
