"""What a search engine does for the site. Each database has one, in a file of its own.

An engine keeps a table `articles_search` of its own, a row for each `SearchDocument` under the
same place. It finds the newest articles that meet a query and says how well each does; what is
made of that for the reader is the same for all engines (`articles.search.finding`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connections, router, transaction

from articles.choices import Status
from articles.models import Article, SearchDocument
from articles.rows import insert_rows
from articles.search import vocabulary
from articles.search.documents import Document, documents
from articles.search.query import Query, Term

#: Weight of a word by the part it stands in; chosen by the judged set (`make bench`).
WEIGHTS = {"headline": 3.0, "points": 2.0, "names": 2.0, "risks": 1.5, "body": 1.0}


class Entry(NamedTuple):
    """An article that meets a query: its place in time, its key, and its tags with blanks between."""

    place: int
    article: int
    tags: str


@dataclass(frozen=True)
class Window:
    """Places from `first` on and before `end`; None has no bound on that side."""

    first: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Newest:
    """The newest entries that meet a query, newest first.

    `all` tells that there are no others. `reached` is the oldest place that was looked at, where
    an engine stopped for the effort before it had as many as were asked for.
    """

    entries: Sequence[Entry] = field(default_factory=list)
    all: bool = True
    reached: int | None = None


class SearchEngine(ABC):
    #: How many of the newest matches are weighed, and counted in the filters.
    candidates: int

    # Finding ---------------------------------------------------------------------------------

    @abstractmethod
    def newest(self, query: Query, most: int, window: Window) -> Newest:
        """The newest entries that meet the query, at most so many; its days are in the window."""

    @abstractmethod
    def count(self, query: Query, window: Window, most: int) -> int | None:
        """How many meet the query, `most` where there are more; None where that costs too much."""

    @abstractmethod
    def weigh(self, query: Query, entries: Sequence[Entry]) -> dict[int, float]:
        """Place -> how well the article meets the query's words; higher is better, 0 the least."""

    @abstractmethod
    def texts(self, places: Collection[int]) -> dict[int, tuple[str, ...]]:
        """Place -> the words of its `PARTS`, each with single blanks between them."""

    @abstractmethod
    def alike(self, wanted: Sequence[Term], window: Window, most: int) -> tuple[str, list[Any]]:
        """SQL for the keys of the newest articles in the window that hold two of these words, and its parameters."""

    # Keeping ---------------------------------------------------------------------------------

    @abstractmethod
    def rows(self) -> int:
        """How many articles the engine's table has; raises `DatabaseError` where it is missing."""

    @abstractmethod
    def write(self, found: Sequence[Document]) -> None:
        """Add rows for documents whose `SearchDocument` was just written."""

    @abstractmethod
    def tidy(self) -> None:
        """Remove rows that have no `SearchDocument`, after something went past the database."""

    @abstractmethod
    def lock(self) -> None:
        """Let nobody else write the index until this transaction ends."""

    @transaction.atomic
    def index(self, articles: Iterable[Article]) -> None:
        """Write the documents of published articles, remove those of others; same transaction."""
        articles = list(articles)
        published = [article for article in articles if article.status == Status.PUBLISHED]
        self.lock()
        SearchDocument.objects.filter(pk__in=[article.pk for article in articles]).delete()
        if not published:
            return
        found = documents(published)
        insert_rows(SearchDocument, [
            {"article_id": document.article, "place": document.place, "tags": " ".join(document.tags)}
            for document in found
        ])  # fmt: skip
        self.write(found)
        vocabulary.learn(document.said for document in found)


def within(window: Window, column: str) -> tuple[str, list[int]]:
    """A window -> conditions on a column of places, each with AND before it, and their parameters."""
    bounds = [(f" AND {column} >= %s", window.first), (f" AND {column} < %s", window.end)]
    held = [(sql, value) for sql, value in bounds if value is not None]
    return "".join(sql for sql, _ in held), [value for _, value in held]


def two_of(terms: Sequence[str], both: str, either: str) -> str:
    """An expression for what has two of these terms: one of each half, or two of one half; "" where there are no two.

    It has half as many terms as one that lists all pairs, and an index looks up each of them.
    """
    if len(terms) < 2:
        return ""
    first, last = terms[: len(terms) // 2], terms[len(terms) // 2 :]
    of_each = f"(({either.join(first)}){both}({either.join(last)}))"
    return either.join(filter(None, [of_each, two_of(first, both, either), two_of(last, both, either)]))


def fetched(sql: str, params: Sequence[Any]) -> list[Any]:
    with connections[router.db_for_read(SearchDocument)].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
