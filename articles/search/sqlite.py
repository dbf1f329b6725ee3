"""SQLite's FTS5. Its row has the article's place as rowid, so that the newest matches come first
without sorting; a trigger removes it with its `SearchDocument`, in the same transaction.

`bm25` counts, for every word of its query, all articles that have it: at a million articles 40 to
100 ms for a common word. So only words in few articles are weighed by it; for a common word it is
asked in which part it stands. docs/decisions/0011-bounded-search.md has the measurements.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from articles.search import tags
from articles.search.documents import PARTS, Document
from articles.search.engine import WEIGHTS, Entry, Newest, SearchEngine, Window, fetched, two_of, within
from articles.search.query import Query, Term

#: A word in more articles than this is common: where it stands counts, not how often.
COMMON = 10_000
#: A phrase is looked for in so many of the newest articles that have its words.
MOST_PHRASES = 20_000
# Of one occurrence in an article of average length; bm25 with its usual k1 of 1.2 grows so.
_STANDING = {part: weight * 2.2 / (weight + 1.2) for part, weight in WEIGHTS.items()}


class SQLiteEngine(SearchEngine):
    candidates = 1_000

    def newest(self, query: Query, most: int, window: Window) -> Newest:
        first = self._phrases_from(query, window)
        sql, params = within(replace(window, first=first) if first else window, "s.rowid")
        rows = fetched(
            "SELECT s.rowid, d.article_id, d.tags FROM articles_search s "  # noqa: S608
            "JOIN articles_searchdocument d ON d.place = s.rowid "
            f"WHERE s.articles_search MATCH %s{sql} ORDER BY s.rowid DESC LIMIT %s",
            [match(query), *params, most + 1],
        )
        entries = [Entry(*row) for row in rows]
        if len(entries) > most or first is None:
            return Newest(entries[:most], all=len(entries) <= most)
        return Newest(entries, all=False, reached=first)

    def _phrases_from(self, query: Query, window: Window) -> int | None:
        """The oldest place in which a phrase is looked for; None where its words are in few articles.

        Whether words stand side by side is seen only by reading where each of them stands.
        """
        loose = match(query, side_by_side=False)
        if loose == match(query):
            return None
        sql, params = within(window, "rowid")
        rows = fetched(
            f"SELECT rowid FROM articles_search WHERE articles_search MATCH %s{sql} "  # noqa: S608
            "ORDER BY rowid DESC LIMIT 1 OFFSET %s",
            [loose, *params, MOST_PHRASES],
        )
        return int(rows[0][0]) if rows else None

    def count(self, query: Query, window: Window, most: int) -> int | None:
        if match(query) != match(query, side_by_side=False):
            return None
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
        terms = {expression(term): term for term in query.word_terms}
        rare = [each for each, term in terms.items() if self._is_rare(term)]
        found = self._weighed_by_bm25(rare, window)
        for each in terms:
            if each not in rare:
                found += self._weighed_by_part(query, each, window)
        for place, weight in found:
            if place in weights:
                weights[place] += weight
        return weights

    def _is_rare(self, term: Term) -> bool:
        """Whether few articles have the term; of a phrase, one of its words."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM articles_search WHERE articles_search MATCH %s LIMIT %s)"
        looked_for = [_quoted(word) for word in term.words] if term.is_phrase else [expression(term)]
        return any(fetched(sql, [one, COMMON + 1])[0][0] <= COMMON for one in looked_for)

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

    def _weighed_by_part(self, query: Query, one: str, window: Window) -> list[Any]:
        """By the best part it stands in; the body, where all others stand, is not asked for."""
        sql, params = within(window, "rowid")
        found: dict[int, float] = {}
        for part in PARTS[:-1]:
            rows = fetched(
                f"SELECT rowid FROM articles_search WHERE articles_search MATCH %s{sql}",  # noqa: S608
                [f"({match(query)}) AND {part} : ({one})", *params],
            )
            for (place,) in rows:
                found[place] = max(found.get(place, 0.0), _STANDING[part] - _STANDING["body"])
        return list(found.items())

    def texts(self, places: Collection[int]) -> dict[int, tuple[str, ...]]:
        holes = ", ".join(["%s"] * len(places))
        sql = f"SELECT rowid, {', '.join(PARTS)} FROM articles_search WHERE rowid IN ({holes})"  # noqa: S608
        return {place: tuple(parts) for place, *parts in fetched(sql, [*places])} if places else {}

    def alike(self, wanted: Sequence[Term], window: Window, most: int) -> tuple[str, list[Any]]:
        terms = [expression(term) for term in wanted]
        sql, params = within(window, "rowid")
        return (
            "SELECT article_id FROM articles_searchdocument WHERE place IN ("  # noqa: S608
            f"SELECT rowid FROM articles_search WHERE articles_search MATCH %s{sql} ORDER BY rowid DESC LIMIT %s)",
            [two_of(terms, " AND ", " OR ") or " ".join(terms) or '""', *params, most],
        )

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


def match(query: Query, side_by_side: bool = True) -> str:
    """A query -> an FTS5 expression made of quoted strings only.

    Without `side_by_side` the words of a phrase may stand anywhere.
    """
    groups = [f"({' OR '.join(expression(term, side_by_side) for term in group)})" for group in query.groups]
    wanted = " AND ".join(groups) or _quoted(tags.SIGN + tags.EVERY)
    return "".join([f"({wanted})", *(f" NOT ({expression(term)})" for term in query.without)])


def expression(term: Term, side_by_side: bool = True) -> str:
    if term.tags:
        return " OR ".join(_quoted(_tag(tag)) for tag in term.tags)
    together = _phrase if side_by_side else _anywhere
    return " OR ".join(together(words) for words in term.spellings)


def _phrase(words: Sequence[str]) -> str:
    return _quoted(" ".join(words))


def _anywhere(words: Sequence[str]) -> str:
    return _quoted(words[0]) if len(words) == 1 else f"({' AND '.join(map(_quoted, words))})"


def _tag(tag: str) -> str:
    return tags.SIGN + tag


def _quoted(text: str) -> str:
    """An FTS5 string: no operator, no syntax, whatever stands in it."""
    return '"' + text.replace('"', " ") + '"'
