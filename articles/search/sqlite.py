"""SQLite's FTS5. Its row has the article's place as rowid, so that the newest matches come first
without sorting; a trigger removes it with its `SearchDocument`, in the same transaction.

`bm25` counts, for every word of its query, all articles that have it: at a million articles 40 to
100 ms for a common word. So only words in few articles are weighed by it; for a common word it is
asked in which part it stands. docs/decisions/0011-bounded-search.md has the measurements.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.models import SearchDocument
from articles.search import tags
from articles.search.documents import PARTS, Document
from articles.search.engine import WEIGHTS, Entry, Newest, SearchEngine, Window, fetched, within
from articles.search.query import Query, Term

#: A word in more articles than this is common: where it stands counts, not how often.
COMMON = 10_000
# Of one occurrence in an article of average length; bm25 with its usual k1 of 1.2 grows so.
_STANDING = {part: weight * 2.2 / (weight + 1.2) for part, weight in WEIGHTS.items()}


class SQLiteEngine(SearchEngine):
    candidates = 1_000

    def newest(self, query: Query, most: int, window: Window) -> Newest:
        sql, params = within(window, "s.rowid")
        rows = fetched(
            "SELECT s.rowid, d.article_id, d.tags FROM articles_search s "  # noqa: S608
            "JOIN articles_searchdocument d ON d.place = s.rowid "
            f"WHERE s.articles_search MATCH %s{sql} ORDER BY s.rowid DESC LIMIT %s",
            [match(query), *params, most + 1],
        )
        entries = [Entry(*row) for row in rows]
        return Newest(entries[:most], all=len(entries) <= most)

    def count(self, query: Query, window: Window, most: int) -> int | None:
        sql, params = within(window, "rowid")
        [[number]] = fetched(
            "SELECT count(*) FROM (SELECT 1 FROM articles_search "  # noqa: S608
            f"WHERE articles_search MATCH %s{sql} LIMIT %s)",
            [match(query), *params, most],
        )
        return int(number)

    def weigh(self, query: Query, entries: Sequence[Entry]) -> dict[int, float]:
        weights = dict.fromkeys((entry.place for entry in entries), 0.0)
        if not weights:
            return weights
        window = Window(min(weights), max(weights) + 1)
        expressions = list(dict.fromkeys(expression(term) for term in query.word_terms))
        rare = [each for each in expressions if self._articles_with(each) <= COMMON]
        for place, weight in self._weighed_by_bm25(rare, window):
            if place in weights:
                weights[place] += weight
        for each in expressions:
            if each not in rare:
                for place, weight in self._weighed_by_part(each, window).items():
                    if place in weights:
                        weights[place] += weight
        return weights

    def _articles_with(self, one: str) -> int:
        sql = "SELECT count(*) FROM (SELECT 1 FROM articles_search WHERE articles_search MATCH %s LIMIT %s)"
        [[number]] = fetched(sql, [one, COMMON + 1])
        return int(number)

    def _weighed_by_bm25(self, rare: Sequence[str], window: Window) -> list[Any]:
        if not rare:
            return []
        sql, params = within(window, "rowid")
        weights = ", ".join(str(WEIGHTS[part]) for part in PARTS)
        return fetched(
            f"SELECT rowid, -bm25(articles_search, {weights}, 0.0) FROM articles_search "  # noqa: S608
            f"WHERE articles_search MATCH %s{sql}",
            [" OR ".join(rare), *params],
        )

    def _weighed_by_part(self, one: str, window: Window) -> dict[int, float]:
        """By the best part it stands in; the body, where all others stand, is not asked for."""
        sql, params = within(window, "rowid")
        found: dict[int, float] = {}
        for part in PARTS[:-1]:
            rows = fetched(
                f"SELECT rowid FROM articles_search WHERE articles_search MATCH %s{sql}",  # noqa: S608
                [f"{part} : ({one})", *params],
            )
            for (place,) in rows:
                found[place] = max(found.get(place, 0.0), _STANDING[part] - _STANDING["body"])
        return found

    def texts(self, places: Collection[int]) -> dict[int, tuple[str, ...]]:
        holes = ", ".join(["%s"] * len(places))
        sql = f"SELECT rowid, {', '.join(PARTS)} FROM articles_search WHERE rowid IN ({holes})"  # noqa: S608
        return {place: tuple(parts) for place, *parts in fetched(sql, [*places])} if places else {}

    def alike(self, wanted: Sequence[Term], window: Window, most: int) -> QuerySet[Any, Any]:
        pairs = (f"({expression(one)} AND {expression(other)})" for one, other in combinations(wanted, 2))
        either = " OR ".join(pairs) or " ".join(map(expression, wanted)) or '""'
        sql, params = within(window, "rowid")
        places = RawSQL(  # noqa: S611 (parameters throughout)
            f"SELECT rowid FROM articles_search WHERE articles_search MATCH %s{sql} "  # noqa: S608
            "ORDER BY rowid DESC LIMIT %s",
            [either, *params, most],
        )
        return SearchDocument.objects.filter(place__in=places).values("article")

    def rows(self) -> int:
        return int(fetched("SELECT count(*) FROM articles_search_docsize", [])[0][0])

    def lock(self) -> None:
        """SQLite has one writer at a time anyway."""

    def write(self, found: Sequence[Document]) -> None:
        holes = ", ".join(["%s"] * (len(PARTS) + 2))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO articles_search(rowid, {', '.join(PARTS)}, tags) VALUES ({holes})",  # noqa: S608
                [(document.place, *document.parts, " ".join(map(_tag, document.tags))) for document in found],
            )

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search WHERE rowid NOT IN (SELECT place FROM articles_searchdocument)")


def match(query: Query) -> str:
    """A query -> an FTS5 expression made of quoted strings only."""
    groups = [f"({' OR '.join(expression(term) for term in group)})" for group in query.groups]
    wanted = " AND ".join(groups) or _quoted(tags.SIGN + tags.EVERY)
    return "".join([f"({wanted})", *(f" NOT ({expression(term)})" for term in query.without)])


def expression(term: Term) -> str:
    if term.tags:
        return " OR ".join(_quoted(_tag(tag)) for tag in term.tags)
    return " OR ".join(_quoted(" ".join(words)) for words in term.spellings)


def _tag(tag: str) -> str:
    return tags.SIGN + tag


def _quoted(text: str) -> str:
    """An FTS5 string: no operator, no syntax, whatever stands in it."""
    return '"' + text.replace('"', " ") + '"'
