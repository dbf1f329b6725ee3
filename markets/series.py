"""A ticker's past as figures and charts need it: its days in order, in today's shares."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Exists, FloatField, QuerySet
from django.db.models.functions import Cast

from articles.models import Ticker
from markets.models import Bar, Split

PRICES = ("open", "high", "low", "close")


class Span(NamedTuple):
    """A trading day, or several as one: from the first open to the last close. Prices are floats in the
    ticker's currency: they are drawn and compared, and never added up to money."""

    first: date
    last: date
    open: float
    high: float
    low: float
    close: float
    volume: float | None


def days_of(ticker: Ticker, most: int | None = None) -> list[Span]:
    """The ticker's days, the oldest first, of the newest `most`; days before a split are told in the
    shares of today. One query whatever the number of days, and one more where there are splits."""
    prices = [Cast(name, FloatField()) for name in PRICES]
    splits = Split.objects.filter(ticker=ticker).order_by("-day")
    bars = Bar.objects.filter(ticker=ticker).order_by("-day").annotate(is_split=Exists(splits))
    rows = _read(bars.values_list("is_split", "day", *prices, "volume")[:most])
    days = [Span(day, day, *prices) for _, day, *prices in reversed(rows)]
    if not rows or not rows[0][0]:
        return days
    return adjusted(days, list(splits.values_list("day", "new_shares", "old_shares")))


def _read(bars: QuerySet[Bar, Any]) -> list[tuple[Any, ...]]:
    """The rows as the database gives them: of thousands, that each number is looked at once more is a third of
    the page. SQLite has days as text."""
    with connections[bars.db].cursor() as cursor:
        cursor.execute(*bars.query.sql_with_params())
        rows = cursor.fetchall()
    if not rows or isinstance(rows[0][1], date):
        return rows
    return [(is_split, date.fromisoformat(day), *rest) for is_split, day, *rest in rows]


def adjusted(days: list[Span], splits: Sequence[tuple[date, int, int]]) -> list[Span]:
    """Days and splits (the day from which the new shares are traded, how many new ones, for how many
    old ones) -> the days in today's shares."""
    for day, new, old in splits:
        for at, span in enumerate(days):
            if span.first >= day:
                break
            opened, high, low, close = (price * old / new for price in span[2:6])
            volume = None if span.volume is None else span.volume * new / old
            days[at] = Span(span.first, span.last, opened, high, low, close, volume)
    return days


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month


#: From the finest to the coarsest; the words are for readers.
UNITS: dict[str, Callable[[date], Hashable]] = {"day": _day, "week": _week, "month": _month}


def grouped(days: Sequence[Span], most: int) -> tuple[str, list[Span]]:
    """The days by day, or where these are more than `most` by week, or by month; and which it is."""
    for unit, unit_of in UNITS.items():
        keys = [unit_of(span.first) for span in days]
        if len(set(keys)) <= most or unit == "month":
            break
    pairs = groupby(zip(keys, days, strict=True), itemgetter(0))
    return unit, [_together([span for _, span in group]) for _, group in pairs]


def _together(days: Sequence[Span]) -> Span:
    if len(days) == 1:
        return days[0]
    return Span(
        days[0].first,
        days[-1].last,
        days[0].open,
        max(span.high for span in days),
        min(span.low for span in days),
        days[-1].close,
        _sum(span.volume for span in days),
    )


def _sum(volumes: Iterable[float | None]) -> float | None:
    known = [volume for volume in volumes if volume is not None]
    return sum(known) if known else None
