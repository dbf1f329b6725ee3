"""PostgreSQL's tsvector under a GIN index, with the words and stems of `articles.search.words`.

The vectors are written by us, not by a text search configuration of the server, so that a word is
the same thing on both databases. GIN gives all matches of a word and in no order: for a word that
stands in half of a million articles that takes seconds. Each vector therefore holds the tags of its
article's day, month and year, and a search looks through the newest days first and then through as
many more as the matches found so far promise to need. docs/decisions/0011-bounded-search.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from articles.search import tags
from articles.search.documents import PARTS, Document
from articles.search.engine import Entry, Newest, SearchEngine, Window, fetched, two_of, within
from articles.search.query import Query, Term
from articles.search.stemming import stem

#: PostgreSQL's four labels, D (the body) unwritten.
LABELS = {"headline": "A", "points": "B", "names": "B", "risks": "C", "body": ""}
#: How much D, C, B and A weigh; chosen by the judged set.
WEIGHTS = "{0.4, 0.5, 0.7, 1.0}"
#: Length does not count: with it, one-line company results come before stories (`make bench`).
NORMALISATION = 0
FIRST_WINDOW = 2_000
#: From fewer matches it is not told how far to look; then so many times as far.
FEW, BLINDLY = 3, 16
#: So many days, months or years are asked for at most: each costs, with each article that the index finds.
MOST_DAYS = 14
#: Longer times are not asked for at all.
MOST_YEARS = 60
#: A phrase is looked for in the vector of each article that has its words, in so many at most.
MOST_PHRASES = 5_000
#: What PostgreSQL keeps of a vector: https://www.postgresql.org/docs/current/textsearch-limitations.html
LAST_POSITION, MOST_POSITIONS = 16_383, 255
_LOCK = 7_206_511


class PostgreSQLEngine(SearchEngine):
    candidates = 700

    def newest(self, query: Query, most: int, window: Window) -> Newest:
        """Windows that grow from the newest end, each as large as the one before it lets expect."""
        start = self._reach(window, FIRST_WINDOW)
        if start is None:  # there are not so many: all are looked through
            entries = self._matches(query, window, most + 1)
            return Newest(entries[:most], all=len(entries) <= most)
        oldest, latest = self._ends(window)
        first = _whole_days(start, latest)
        if (bound := self._phrases_from(query, first, latest)) > oldest:
            entries = self._matches(query, Window(bound, latest + 1), most + 1)
            return Newest(entries[:most], all=False, reached=bound if len(entries) <= most else None)
        while True:
            entries = self._matches(query, Window(first if first > oldest else window.first, latest + 1), most + 1)
            if len(entries) > most or first <= oldest:
                return Newest(entries[:most], all=len(entries) <= most)
            times = most * 3 / (2 * len(entries)) if len(entries) >= FEW else BLINDLY
            first = _whole_days(_further(latest, first, max(times, 2)), latest)

    def _phrases_from(self, query: Query, first: int, latest: int) -> int:
        """The oldest place in which a phrase is looked for; 0 where its words are in few articles."""
        loose = match(query, together="&")
        if loose == match(query):
            return 0
        sql, params = _in(loose, Window(first, latest + 1))
        [[having]] = fetched(f"SELECT count(*) FROM articles_search WHERE {sql}", params)  # noqa: S608
        return _further(latest, first, max(MOST_PHRASES / having, 1)) if having else 0

    def _reach(self, window: Window, number: int) -> int | None:
        """The place of the article that has so many newer ones in the window; None where there is none."""
        sql, params = within(window, "place")
        rows = fetched(
            f"SELECT place FROM articles_searchdocument WHERE true{sql} "  # noqa: S608
            "ORDER BY place DESC OFFSET %s LIMIT 1",
            [*params, number],
        )
        return int(rows[0][0]) if rows else None

    def _ends(self, window: Window) -> tuple[int, int]:
        """The oldest and the newest place in the window; 0 where there is none."""
        sql, params = within(window, "place")
        ends = f"SELECT min(place), max(place) FROM articles_searchdocument WHERE true{sql}"  # noqa: S608
        [[oldest, latest]] = fetched(ends, params)
        return oldest or 0, latest or 0

    def _matches(self, query: Query, window: Window, most: int) -> list[Entry]:
        """The newest in the window. The index is asked for the words of a phrase, and what it finds and
        is in the window for the phrase."""
        wanted, loose = match(query), match(query, together="&")
        sql, params = _in(loose, window)
        if wanted != loose:
            # By a function: its operator would be looked up in the index, and tried on all that the tags cover.
            sql, params = f"{sql} AND ts_match_vq(vector, %s::tsquery)", [*params, wanted]
        # Materialised, so that the index on words is used and not a walk along the places.
        rows = fetched(
            f"WITH met AS MATERIALIZED (SELECT place FROM articles_search WHERE {sql}), "  # noqa: S608
            "newest AS (SELECT place FROM met ORDER BY place DESC LIMIT %s) "
            "SELECT place, article_id, tags FROM newest JOIN articles_searchdocument USING (place) "
            "ORDER BY place DESC",
            [*params, most],
        )
        return [Entry(*row) for row in rows]

    def count(self, query: Query, window: Window, most: int) -> int | None:
        return None  # GIN counts by finding all

    def weigh(self, query: Query, entries: Sequence[Entry]) -> dict[int, float]:
        weights = dict.fromkeys((entry.place for entry in entries), 0.0)
        words = " | ".join(dict.fromkeys(f"({expression(term)})" for term in query.word_terms))
        if weights and words:
            weights |= fetched(
                "SELECT place, ts_rank(%s, vector, %s::tsquery, %s)::float8 FROM articles_search WHERE place = ANY(%s)",
                [WEIGHTS, words, NORMALISATION, list(weights)],
            )
        return weights

    def texts(self, places: Collection[int]) -> dict[int, tuple[str, ...]]:
        sql = f"SELECT place, {', '.join(PARTS)} FROM articles_search WHERE place = ANY(%s)"  # noqa: S608
        return {place: tuple(parts) for place, *parts in fetched(sql, [list(places)])}

    def alike(self, wanted: Sequence[Term], window: Window, most: int) -> tuple[str, list[Any]]:
        terms = [f"({expression(term)})" for term in wanted]
        sql, params = within(window, "place")
        return (
            "SELECT article_id FROM articles_searchdocument WHERE place IN ("  # noqa: S608
            f"SELECT place FROM articles_search WHERE vector @@ %s::tsquery{sql} ORDER BY place DESC LIMIT %s)",
            [two_of(terms, " & ", " | ") or "".join(terms) or _quoted(tags.SIGN), *params, most],
        )

    def rows(self) -> int:
        return int(fetched("SELECT count(*) FROM articles_search", [])[0][0])

    def write(self, found: Sequence[Document]) -> None:
        holes = ", ".join(["%s"] * len(PARTS))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO articles_search(place, vector, {', '.join(PARTS)}) "  # noqa: S608
                f"VALUES (%s, %s::tsvector, {holes})",
                [(document.place, vector(document), *document.parts) for document in found],
            )

    def tidy(self) -> None:
        """Nothing to do: a row without its document is refused by a foreign key."""

    def lock(self) -> None:
        """Places are given out one writer at a time."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def vector(document: Document) -> str:
    """A document -> a tsvector: stems with their positions and labels, tags without."""
    positions: dict[str, list[str]] = defaultdict(list)
    at = 1
    for part, text in zip(PARTS, document.parts, strict=True):
        label = LABELS[part]
        for word in text.split():
            if word != "|":
                found = positions[stem(word)]
                if len(found) < MOST_POSITIONS:
                    found.append(f"{min(at, LAST_POSITION)}{label}")
            at += 1
        at += 1  # so that no phrase runs from one part into the next
    lexemes = [f"{_quoted(word)}:{','.join(found)}" for word, found in positions.items()]
    return " ".join(lexemes + [_quoted(tags.SIGN + tag) for tag in document.tags])


def match(query: Query, together: str = "<->") -> str:
    """A query -> a tsquery of quoted lexemes; `together` is what is asked of the words of a phrase."""
    groups = [f"({' | '.join(expression(term, together) for term in group)})" for group in query.groups]
    wanted = " & ".join(groups) or _quoted(tags.SIGN + tags.EVERY)
    return "".join([f"({wanted})", *(f" & !({expression(term)})" for term in query.without)])


def expression(term: Term, together: str = "<->") -> str:
    if term.tags:
        return " | ".join(_quoted(tags.SIGN + tag) for tag in term.tags)
    ways = dict.fromkeys(f" {together} ".join(_quoted(stem(word)) for word in words) for words in term.spellings)
    return " | ".join(f"({way})" for way in ways)


def _further(latest: int, first: int, times: float) -> int:
    """The place that is so many times as far back as this one; from the newest article, not from now."""
    return latest - int((latest - first) * min(times, 1_000))


def _whole_days(first: int, latest: int) -> int:
    """The place at which the tags for the days from one place to the other begin to cover them."""
    return tags.place_of_day(tags.covering(tags.day_of_place(first), tags.day_of_place(latest), MOST_DAYS)[0])


def _in(wanted: str, window: Window) -> tuple[str, list[Any]]:
    """SQL for what meets a tsquery in a window, and its parameters: the index is asked for the
    window's days as well, and only the index; with `+ 0` that on places is left alone."""
    if window.first is not None and window.end is not None and window.first < window.end:
        first, last = tags.day_of_place(window.first), tags.day_of_place(window.end - 1)
        if last.year - first.year < MOST_YEARS:
            _, days = tags.covering(first, last, MOST_DAYS)
            wanted = f"{wanted} & ({' | '.join(_quoted(tags.SIGN + tag) for tag in days)})"
    sql, params = within(window, "place + 0")
    return f"vector @@ %s::tsquery{sql}", [wanted, *params]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
