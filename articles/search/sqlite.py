"""SQLite's FTS5. The table `articles_search` reads its text from `SearchDocument`'s table and is
kept by triggers (migration 0002), so a document and its index change in one transaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from articles.models import Article, SearchDocument
from articles.search.engine import CANDIDATES, MARK, UNMARK, Found, Hit, SearchEngine, marked
from articles.search.query import Query
from articles.text import fold

#: Weight of a match by column: headline, dek, summary, key points, body, risks, tickers.
WEIGHTS = "10.0, 5.0, 4.0, 4.0, 1.0, 2.0, 8.0"
PASSAGE_WORDS = 32
ALIKE_WORDS = 7
# Too common to make two stories alike.
_STOP = {
    "about", "after", "again", "against", "also", "among", "been", "before", "being", "below",
    "between", "both", "from", "have", "into", "more", "most", "much", "near", "next", "only", "other",
    "over", "said", "same", "says", "since", "some", "such", "than", "that", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "under", "until", "were", "what", "when",
    "where", "which", "while", "will", "with", "would", "year", "years",
}  # fmt: skip


class SQLiteEngine(SearchEngine):
    def find(self, query: Query) -> Found:
        if not query:
            return Found([], more=False)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, bm25(articles_search, {WEIGHTS}) AS rank FROM articles_search "  # noqa: S608
                "WHERE articles_search MATCH %s ORDER BY rank, rowid DESC LIMIT %s",
                [match(query), CANDIDATES + 1],
            )
            hits = [Hit(pk, rank) for pk, rank in cursor.fetchall()]
        return Found(hits[:CANDIDATES], more=len(hits) > CANDIDATES)

    def passages(self, query: Query, pks: Sequence[int]) -> dict[int, SafeString]:
        if not query or not pks:
            return {}
        places = ", ".join(["%s"] * len(pks))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid, snippet(articles_search, -1, %s, %s, '...', %s) "  # noqa: S608
                f"FROM articles_search WHERE articles_search MATCH %s AND rowid IN ({places})",
                [MARK, UNMARK, PASSAGE_WORDS, match(query), *pks],
            )
            return {pk: marked(passage) for pk, passage in cursor.fetchall()}

    def alike(self, article: Article, limit: int) -> QuerySet[Any, Any]:
        found = re.findall(r"\w{4,}", fold(f"{article.headline} {article.dek}"))
        words = [word for word in dict.fromkeys(found) if word not in _STOP]
        pairs = (f"({quoted(one)} AND {quoted(other)})" for one, other in combinations(words[:ALIKE_WORDS], 2))
        expression = " OR ".join(pairs) or quoted("".join(words))
        newest = RawSQL(
            "SELECT rowid FROM articles_search WHERE articles_search MATCH %s ORDER BY rowid DESC LIMIT %s",
            [expression, limit],
        )
        return SearchDocument.objects.filter(pk__in=newest).values("pk")

    def rebuild(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('rebuild')")


def quoted(text: str) -> str:
    """An FTS5 string: no operator, no syntax, whatever stands in it."""
    return '"' + text.replace('"', " ").replace("\x00", " ") + '"'


def match(query: Query) -> str:
    """A Query that is true -> an FTS5 MATCH expression made of quoted strings only."""
    wanted = " AND ".join(quoted(text) for text in (*query.phrases, *query.words))
    return "".join([f"({wanted})", *(f" NOT {quoted(text)}" for text in query.without)])
