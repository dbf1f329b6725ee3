"""Why a price may be wrong although it is well formed: a sentence for an editor, or none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings

from articles.models import Ticker
from markets.calendar import calendar_for
from markets.models import Quote, Split
from markets.reading import Reading

#: In a long time a price may move so many times as far; no fall is deeper, in percent, without being looked at.
LONG_AGO, DEEPEST = 4, 75


def doubt(ticker: Ticker, reading: Reading, last: Quote | None, now: datetime) -> str:
    """What is odd about a reading, beside the last quote that we have; "" where nothing is."""
    return _wrong_currency(ticker, reading) or _stale(reading, now) or _jump(ticker, reading, last)


def _wrong_currency(ticker: Ticker, reading: Reading) -> str:
    if reading.currency in ("", ticker.currency):
        return ""
    return f"It is in {reading.currency}, and {ticker} is kept in {ticker.currency}."


def _stale(reading: Reading, now: datetime) -> str:
    """Only where the source claims to tell the price of now."""
    hours = settings.QUOTE_STALE_HOURS
    if reading.delay_minutes is None or now - reading.as_of <= timedelta(hours=hours, minutes=reading.delay_minutes):
        return ""
    return f"{reading.source} tells it as the price of now, and it is older than {hours} hours."


def _jump(ticker: Ticker, reading: Reading, last: Quote | None) -> str:
    """Against the last price; where that is old, against the close before that the reading itself tells, and then the
    price may have moved further meanwhile, but not by any number of times."""
    if not reading.price and last is not None and last.price:
        return "It is zero, which some sources say of what they do not know."
    limit = settings.QUOTE_JUMP_PERCENT
    is_old = last is None or reading.as_of - last.as_of > timedelta(hours=settings.QUOTE_STALE_HOURS)
    if is_old and reading.previous_close:
        if far := _far(reading.price, reading.previous_close, "the close before, as it says", limit):
            return far
        limit *= LONG_AGO
    if last is None or not last.price:
        return ""
    which = f"the last price, {last.price.normalize():f} of {last.source}"
    if not _far(reading.price, last.price, which, limit):
        return ""
    return _far(reading.price, last.price * _old_shares(ticker, last.as_of, reading.as_of), which, limit)


def _far(price: Decimal, before: Decimal, which: str, limit: int) -> str:
    """A sentence where the price is further away than the limit."""
    percent = 100 * price / before - 100
    side, most = ("over", limit) if percent > 0 else ("under", min(limit, DEEPEST))
    if abs(percent) <= most:
        return ""
    return f"It is {abs(percent):.0f} % {side} {which}; more than {most} % is looked at first."


def _old_shares(ticker: Ticker, since: datetime, until: datetime) -> Decimal:
    """What a share of `since` is in those of `until`, by the splits that are recorded between: 0.25 after 4 for 1."""
    part = Decimal(1)
    days = _day(ticker, since), _day(ticker, until)
    for split in Split.objects.filter(ticker=ticker, day__gt=days[0], day__lte=days[1]):
        part *= Decimal(split.old_shares) / split.new_shares
    return part


def _day(ticker: Ticker, at: datetime) -> date:
    calendar = calendar_for(ticker)
    return calendar.day_of(at) if calendar else at.date()
