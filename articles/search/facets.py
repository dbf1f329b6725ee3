"""Filters with counts: what is left if a reader chooses one more thing.

Each filter is counted among what meets the query and all the other filters, so that its own
choice can be exchanged. Where more articles meet them than are weighed, the newest are counted,
and the numbers are the least that there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.formats import date_format

from articles.choices import Sentiment
from articles.models import Category, Ticker
from articles.search.engine import Entry
from articles.search.query import Term
from articles.search.tags import SENTIMENT_OF

#: The most frequent ones are shown.
MOST_CHOICES = 12


@dataclass(frozen=True)
class Choice:
    """`value` is what stands in the address; `count` is how many articles it leaves."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter and its choices; `at_least` tells that there may be more than each count says."""

    name: str
    label: str
    choices: Sequence[Choice]
    at_least: bool


def category(counted: Counter[str], chosen: Mapping[str, Term]) -> list[Choice]:
    counts = _only(counted, lambda tag: tag[0] == "c")
    names = Category.objects.in_bulk([int(tag[1:]) for tag in counts])
    return [
        Choice(found.slug, found.name, count, _is_chosen(chosen, "category", tag))
        for tag, count in counts.most_common()
        if (found := names.get(int(tag[1:])))
    ]


def ticker(counted: Counter[str], chosen: Mapping[str, Term]) -> list[Choice]:
    counts = _only(counted, lambda tag: tag[0] == "t" and tag[-1].isdigit())
    common = counts.most_common(MOST_CHOICES)
    names = Ticker.objects.in_bulk([int(tag[1:]) for tag, _ in common])
    return [
        Choice(str(found), str(found), count, _is_chosen(chosen, "ticker", tag))
        for tag, count in common
        if (found := names.get(int(tag[1:])))
    ]


def sentiment(counted: Counter[str], chosen: Mapping[str, Term]) -> list[Choice]:
    """Of the chosen ticker, else of any."""
    of = chosen["ticker"].tags if "ticker" in chosen else ("s",)
    counts = _only(counted, lambda tag: tag[-1] in SENTIMENT_OF and tag[:-1] in of)
    by_value = Counter({value: sum(counts[f"{one}{sign}"] for one in of) for sign, value in SENTIMENT_OF.items()})
    picked = chosen["sentiment"].shown if "sentiment" in chosen else ""
    return [
        Choice(value, str(Sentiment(value).label), count, value == picked)
        for value, count in by_value.most_common()
        if count
    ]


def day(counted: Counter[str], chosen: Mapping[str, Term]) -> list[Choice]:
    """Years, newest first; the months of a year that was chosen."""
    [picked] = chosen["day"].tags if "day" in chosen else [""]
    year = picked[1:5]
    counts = _only(counted, lambda tag: tag[0] == "y" or (tag[0] == "m" and tag[1:5] == year))
    return [
        Choice(tag[1:], _day_label(tag), counts[tag], tag == picked)
        for tag in sorted(counts, key=lambda tag: (tag[1:5], tag[0] == "y", tag), reverse=True)
    ]


#: In the order in which they are shown.
FACETS: dict[str, tuple[str, Callable[[Counter[str], Mapping[str, Term]], list[Choice]]]] = {
    "category": ("Category", category),
    "ticker": ("Ticker", ticker),
    "sentiment": ("Sentiment", sentiment),
    "day": ("Date", day),
}


def count(entries: Iterable[Entry]) -> Counter[str]:
    """How many of the entries are filed under each tag."""
    return Counter(chain.from_iterable(entry.tags.split() for entry in entries))


def _only(counted: Counter[str], wanted: Callable[[str], bool]) -> Counter[str]:
    return Counter({tag: number for tag, number in counted.items() if wanted(tag)})


def _is_chosen(chosen: Mapping[str, Term], name: str, tag: str) -> bool:
    return name in chosen and tag in chosen[name].tags


def _day_label(tag: str) -> str:
    return tag[1:] if tag[0] == "y" else date_format(date.fromisoformat(f"{tag[1:]}-01"), "F Y")
