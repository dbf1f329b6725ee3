"""The key figures of a ticker, each with the days that it is of. Pure functions over its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from markets.series import Span

#: Over so many trading days the average volume is taken: about three months.
VOLUME_DAYS = 63


class Extreme(NamedTuple):
    price: float
    day: date


class Return(NamedTuple):
    """What the price did from one close to another, in percent, dividends left out."""

    label: str
    percent: Decimal
    since: date


class Figures(NamedTuple):
    """`last` is the last trading day, and `previous` the close before it; the year's low and high are those of
    the 52 weeks that end with it."""

    last: Span
    previous: Extreme | None
    year_low: Extreme
    year_high: Extreme
    volume: float | None
    volume_days: int
    returns: list[Return]


def figures(days: Sequence[Span]) -> Figures | None:
    """Days in order, a year and a week of them where there are as many -> what stands beside the chart."""
    if not days:
        return None
    last = days[-1]
    year = [span for span in days if span.last > last.last - timedelta(weeks=52)]
    low, high = min(year, key=lambda span: span.low), max(year, key=lambda span: span.high)
    volumes = [span.volume for span in days[-VOLUME_DAYS:] if span.volume is not None]
    return Figures(
        last,
        Extreme(days[-2].close, days[-2].last) if len(days) > 1 else None,
        Extreme(low.low, low.last),
        Extreme(high.high, high.last),
        sum(volumes) / len(volumes) if volumes else None,
        len(volumes),
        [found for label, day in starts(last.last).items() if (found := _return(label, days, day))],
    )


def starts(last: date) -> dict[str, date]:
    """The day whose close, or the one before it, each return begins at."""
    return {
        "1 week": last - timedelta(weeks=1),
        "1 month": months_before(last, 1),
        "Year to date": date(last.year - 1, 12, 31),
        "1 year": months_before(last, 12),
    }


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def _return(label: str, days: Sequence[Span], start: date) -> Return | None:
    """None where the days do not go back so far, or the price was nothing then."""
    before = next((span for span in reversed(days) if span.last <= start), None)
    if before is None or not before.close:
        return None
    return Return(label, round(Decimal(100 * (days[-1].close / before.close - 1)), 2), before.last)
