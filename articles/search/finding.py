"""A query answered: the newest articles that meet it, the best of them first.

A word that stands in half of a million articles is met by too many to weigh them all: the newest
`candidates` that meet the whole query are weighed, and the answer says so. Rare words have fewer
matches than that, and all of them are weighed. By date there is no bound: each page goes on from
the place where the last one ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from articles.models import Article
from articles.search import tags
from articles.search.engine import Entry, Newest, SearchEngine, Window
from articles.search.loosening import loosened
from articles.search.query import Query, Term
from articles.search.ranking import ranked

#: Totals are exact up to here.
COUNTED = 10_000
#: Of fewer matches than this a reader is shown articles that meet a part of the query as well.
FEW = 10


@dataclass(frozen=True)
class Found:
    """Entries in the order they are shown. `total` is how many meet the query, or with `more` a
    number that there are more of. The last `partly` entries meet only a part of it. `all` tells that
    no older match was left unweighed; `reached` is the place where looking stopped for the effort."""

    entries: Sequence[Entry]
    total: int
    more: bool
    all: bool
    reached: int | None = None
    partly: int = 0


def find(engine: SearchEngine, query: Query, *, by_date: bool = False, before: int | None = None) -> Found:
    """The answer to a query. `before` is a place, for the next page by date."""
    now = timezone.now()
    window = window_of(query, now)
    if before is not None and (window.end is None or before < window.end):
        window = replace(window, end=before)
    newest = public(engine.newest(query, engine.candidates, window), now)
    entries, partial = list(newest.entries), []
    if not by_date and query.word_terms:
        entries = ranked(engine, query, entries, now)
        if newest.all and len(entries) < FEW:
            partial = _partly(engine, query, entries, now)
    total, more = len(newest.entries), not newest.all
    if more and (counted := engine.count(query, window_of(query, now), COUNTED + 1)):
        total, more = min(counted, COUNTED), counted > COUNTED
    return Found(entries + partial, total, more, newest.all, newest.reached, len(partial))


def _partly(engine: SearchEngine, query: Query, found: Sequence[Entry], now: datetime) -> list[Entry]:
    """Where few articles have all the words: those that have most of them, best first."""
    known = {entry.place for entry in found}
    others: list[Entry] = []
    for looser in loosened(query):
        newest = public(engine.newest(looser, engine.candidates, window_of(query, now)), now)
        others = [entry for entry in newest.entries if entry.place not in known]
        if len(others) + len(found) >= FEW:
            break
    return ranked(engine, query, others, now)


def newest_of(engine: SearchEngine, query: Query, most: int = 0) -> Newest:
    """The newest public entries that meet the query, unweighed; as many as are weighed else."""
    now = timezone.now()
    return public(engine.newest(query, most or engine.candidates, window_of(query, now)), now)


def window_of(query: Query, now: datetime) -> Window:
    """The days that are asked for, as far as they are past; to the end of this minute."""
    end = tags.place_of(now) + (1 << tags.SLOT_BITS)
    if query.until is not None:
        end = min(end, tags.place_of_day(query.until))
    return Window(tags.place_of_day(query.since) if query.since else None, end)


def public(newest: Newest, now: datetime) -> Newest:
    """Without those whose second in this minute has not come yet."""
    minute = tags.place_of(now)
    here = [entry.article for entry in newest.entries if entry.place >= minute]
    if not here:
        return newest
    come = set(Article.objects.published().filter(pk__in=here).values_list("pk", flat=True))
    entries = [entry for entry in newest.entries if entry.place < minute or entry.article in come]
    return replace(newest, entries=entries)


def sharpened(query: Query) -> Query:
    """With a ticker and a sentiment, the sentiment is what is said of that ticker."""
    tickers = [term for term in query.terms if term.field == "ticker"]
    if not tickers or not any(term.field == "sentiment" for term in query.terms):
        return query
    groups = tuple(tuple(_of_tickers(term, tickers) for term in group) for group in query.groups)
    return replace(query, groups=groups)


def _of_tickers(term: Term, tickers: Sequence[Term]) -> Term:
    if not all(tag.startswith("s") for tag in term.tags or "-"):
        return term  # no sentiment, or one of a ticker already
    signs = [tag[1:] for tag in term.tags]
    return replace(term, tags=tuple(f"{tag}{sign}" for one in tickers for tag in one.tags for sign in signs))
