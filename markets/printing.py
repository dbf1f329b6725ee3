"""A quote in words and figures, as pages print it and as `/quotes/` tells it to pages that are open."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Ticker
from articles.templatetags.news import zone_letters
from markets import formats
from markets.calendar import ExchangeCalendar, calendar_for
from markets.choices import Session
from markets.formats import Manner
from markets.freshness import MINUTE, in_words, is_old
from markets.models import Quote

SESSIONS: dict[str, str] = {
    Session.PRE: "before the opening",
    Session.POST: "after hours",
    Session.CLOSED: "at the close",
}
#: More characters than these need more room than most prices.
LONG = 9


class Printed(NamedTuple):
    """`value` is the price for machines; `change` has both the change and its percentage, as far as they are known.
    `note` is what else is to be known of its time: that it is old, delayed, or a close. `brief` stands alone in the
    market strip: when it was true, or how old it is."""

    price: str
    value: str
    change: str
    percent: str
    direction: str
    as_of: str
    when: str
    brief: str
    note: str
    source: str

    @property
    def is_long(self) -> bool:
        return len(self.price) > LONG


def our_manner() -> Manner:
    """How the site prints numbers."""
    return formats.manner(settings.NUMBER_LOCALE)


def printed(quote: Quote, ticker: Ticker, now: datetime | None = None) -> Printed:
    how = our_manner()
    currency = quote.currency or ticker.currency
    change = formats.change(quote.change, quote.price, currency, ticker.kind, how)
    percent = formats.percent(quote.change_percent, how)
    now = now or timezone.now()
    as_of, when = times(quote.as_of, timezone.localdate(now).year, timezone.get_current_timezone_name())
    calendar = calendar_for(ticker)
    delay = quote.delay_minutes or 0
    age = in_words(now - quote.as_of) if is_old(quote.as_of, delay, calendar, now) else ""
    session = quote.session or session_of(quote.as_of, calendar)
    delayed = f"{delay} min delayed" if delay else ""
    return Printed(
        price=formats.price(quote.price, currency, ticker.kind, how),
        value=f"{quote.price.normalize():f}",
        change=f"{change} ({percent})" if change and percent else change or percent,
        percent=percent,
        direction=direction(change, percent),
        as_of=as_of,
        when=when,
        brief=f"last price {age} old" if age else f"{when}, {delayed}" if delayed else when,
        note=f"last price {age} old" if age else note(session, delayed),
        source=quote.source,
    )


@lru_cache(maxsize=256)
def session_of(as_of: datetime, calendar: ExchangeCalendar | None) -> str:
    """When on its day a price was made, as the exchange's calendar has it: at its close, before or after; else ""."""
    if calendar is None or (closes := calendar.closes_at(calendar.day_of(as_of))) is None:
        return ""
    return Session.CLOSED if closes <= as_of < closes + MINUTE else calendar.session(as_of)


def note(session: str, delayed: str) -> str:
    """`at the close`, where no delay counts any more; `after hours, 15 min delayed`; "" for a price of now."""
    if session == Session.CLOSED:
        return SESSIONS[Session.CLOSED]
    return ", ".join(filter(None, (SESSIONS.get(session, ""), delayed)))


def direction(*printed: str) -> str:
    """`up`, `down` or `flat`, by the first sign that is printed: names the colour and the arrow."""
    signs = {"+": "up", formats.MINUS: "down"}
    return next((signs[text[0]] for text in printed if text and text[0] in signs), "flat")


@lru_cache(maxsize=256)
def times(instant: datetime, year: int, zone: str) -> tuple[str, str]:
    """For machines; and `9 Feb, 16:00 ET`, with its year where that is not this one. At the first instant of a day
    no hour is known. In the current zone, which has to be named because answers are kept."""
    local = timezone.localtime(instant)
    hour = "" if local.time() == time.min else f"{date_format(local, ', H:i')} {zone_letters(local)}"
    return local.isoformat(timespec="seconds"), date_format(local, "j M" if local.year == year else "j M Y") + hour
