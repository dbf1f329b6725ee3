"""How old a price is, whether that is old for it, and when a newer one can be expected.

A price is old when there was trading long after it was true: Friday's close is new on a Sunday, and the
price of half an hour ago is not, while its exchange is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from markets.calendar import ExchangeCalendar

#: So long after a trade, and the provider's delay, its price is the last one that we can have.
PATIENCE = timedelta(minutes=30)
#: The last prices of a day come in within so long after its close.
AFTER_THE_CLOSE = timedelta(minutes=45)
#: How often a page asks, in seconds: while an exchange is open, and where we do not know when it is.
WHILE_OPEN, UNKNOWN = 60, 300
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: In the place of a word for minutes or hours, from so much on: 90 minutes, 36 hours, 60 days, 24 months.
UNITS = (("minute", MINUTE, 90), ("hour", HOUR, 36), ("day", DAY, 60), ("month", 30.44 * DAY, 24))


class Trading(NamedTuple):
    """Where an exchange stands at a moment. `opened` is when trading began today, None before and on days off."""

    is_open: bool
    opened: datetime | None
    last_close: datetime
    next_open: datetime


@lru_cache(maxsize=128)
def _at(calendar: ExchangeCalendar, minute: datetime) -> Trading:
    opened = calendar.opens_at(calendar.day_of(minute))
    has_opened = opened is not None and opened <= minute
    return Trading(
        calendar.is_open(minute),
        opened if has_opened else None,
        calendar.last_close(minute),
        calendar.next_open(minute),
    )


def trading(calendar: ExchangeCalendar, at: datetime) -> Trading:
    """To the minute, and worked out once for each."""
    return _at(calendar, at.replace(second=0, microsecond=0))


def is_old(as_of: datetime, delay: int, calendar: ExchangeCalendar | None, at: datetime) -> bool:
    """Whether there was trading more than `PATIENCE` after the price was true; `delay` is the provider's,
    in minutes. Without a calendar, whether `QUOTE_STALE_HOURS` have passed."""
    if calendar is None:
        return at - as_of > timedelta(hours=settings.QUOTE_STALE_HOURS)
    allowed = PATIENCE + timedelta(minutes=delay)
    now = trading(calendar, at)
    goes_on = now.is_open and now.opened is not None and at - now.opened > allowed
    return (at if goes_on else now.last_close) - as_of > allowed


def in_words(age: timedelta) -> str:
    """`1 minute`, `47 minutes`, `3 hours`, `2 days`, `9 months`, `3 years`; rounded down."""
    for name, unit, most in UNITS:
        number = int(max(age, MINUTE) / unit)
        if number < most:
            return f"{number} {name}{'' if number == 1 else 's'}"
    return f"{int(age / (365.25 * DAY))} years"


class Asking(NamedTuple):
    """When a page should ask again: in so many seconds, or at a moment; None of one where the other is known."""

    every: int | None
    at: datetime | None


def asking(calendars: Iterable[ExchangeCalendar | None], at: datetime) -> Asking:
    """The soonest at which any of them may have a new price."""
    found = set(calendars)
    states = [trading(calendar, at) for calendar in found if calendar is not None]
    if any(state.is_open or at - state.last_close < AFTER_THE_CLOSE for state in states):
        return Asking(WHILE_OPEN, None)
    if None in found or not states:
        return Asking(UNKNOWN, None)
    return Asking(None, min(state.next_open for state in states))
