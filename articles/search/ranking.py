"""In which order matches come: how well the words meet, where, how closely, and how new it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from django.conf import settings

from articles.search import tags
from articles.search.documents import PARTS
from articles.search.engine import Entry, SearchEngine
from articles.search.query import Query

#: So many of the best are looked at word by word.
CLOSELY = 100
MINUTES_A_DAY = 24 * 60
# How much each adds to an article's weight, as a part of it; chosen by the judged set.
EXACT = {"headline": 0.5, "points": 0.1, "names": 0.1, "risks": 0.05, "body": 0.05}
SIDE_BY_SIDE = {"headline": 0.5, "points": 0.25, "names": 0.25, "risks": 0.1, "body": 0.15}


def ranked(engine: SearchEngine, query: Query, entries: Sequence[Entry], now: datetime) -> list[Entry]:
    """Entries, best first. A new article weighs up to twice as much as an old one with the same words."""
    if not entries:
        return []
    weights = engine.weigh(query, entries)
    today = tags.place_of(now)
    for entry in entries:
        weights[entry.place] *= 1 + freshness(today - entry.place)
    order = sorted(entries, key=lambda entry: (-weights[entry.place], -entry.place))
    top = order[:CLOSELY]
    texts = engine.texts([entry.place for entry in top])
    for entry in top:
        if entry.place in texts:
            weights[entry.place] *= 1 + closeness(query, texts[entry.place])
    return sorted(top, key=lambda entry: (-weights[entry.place], -entry.place)) + order[CLOSELY:]


def freshness(age: int) -> float:
    """1 for what is new, half of it after each `SEARCH_HALF_LIFE_DAYS`; the age is in places."""
    days = max(age, 0) / (1 << tags.SLOT_BITS) / MINUTES_A_DAY
    return float(0.5 ** (days / settings.SEARCH_HALF_LIFE_DAYS))


def closeness(query: Query, parts: Sequence[str]) -> float:
    """What is added for words that stand there as they were typed, and side by side.

    The index knows stems; here "tariffs" is told from "tariff". Each counts where it stands best.
    """
    typed = [term.words for term in query.word_terms if not term.prefix]
    if not typed:
        return 0.0
    padded = {part: f" {text} " for part, text in zip(PARTS, parts, strict=True)}
    exact = [_best(EXACT, padded, words) for words in typed]
    beside = [_best(SIDE_BY_SIDE, padded, (*one, *other)) for one, other in pairwise(typed)]
    return sum(exact) / len(exact) + (sum(beside) / len(beside) if beside else 0.0)


def _best(worth: dict[str, float], padded: dict[str, str], words: Sequence[str]) -> float:
    wanted = f" {' '.join(words)} "
    return max((worth[part] for part, text in padded.items() if wanted in text), default=0.0)
