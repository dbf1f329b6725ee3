"""The door through which every price comes in: from a file, from an editor, from a provider.

What is older than what we have is passed over; what looks wrong is kept aside for an editor
(docs/decisions/0024-one-door-for-prices.md).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from articles.models import Ticker
from markets.calendar import calendar_for
from markets.choices import Decision, Session
from markets.doubts import doubt
from markets.models import PastQuote, Quote, RejectedQuote
from markets.reading import FIELDS, Reading

#: Clocks differ: what was true so soon after now, is true now.
CLOCKS_DIFFER = timedelta(minutes=1)


class Taken(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older"
    ASIDE = "kept aside"


class Outcome(NamedTuple):
    """What became of a reading; `why` is a sentence where it did not go in."""

    taken: Taken
    why: str = ""


@transaction.atomic
def take(ticker: Ticker, reading: Reading, *, looked_at: bool = False, corrects: bool = False) -> Outcome:
    """Takes a reading in, or says why not. ValidationError by field for what cannot be a price at all.

    `looked_at`: somebody saw that it may look odd and says that it is right. `corrects`: an editor has
    what is stored in front of them. Where theirs is the older one, the later one was a mistake, and goes.
    """
    now = timezone.now()
    reading = _in_order(ticker, reading, now)
    Ticker.objects.select_for_update(no_key=True).get(pk=ticker.pk)  # two that come at once are told apart
    last = Quote.objects.filter(ticker=ticker).first()
    if last and not corrects:
        if reading.as_of < last.as_of:
            return Outcome(Taken.OLDER, f"{ticker} has a price of {last.as_of.isoformat()} already, which is newer.")
        if says_nothing_new(last, reading):
            return Outcome(Taken.UNCHANGED)
    if not looked_at and (reason := doubt(ticker, reading, last, now)):
        return _keep_aside(ticker, reading, reason)
    if last and reading.as_of < last.as_of:
        PastQuote.objects.filter(ticker=ticker, as_of=last.as_of).delete()
    quote = last or Quote(ticker=ticker)
    for name in FIELDS:
        setattr(quote, name, getattr(reading, name))
    quote.ticker = ticker
    quote.save()
    values = {"price": quote.price, "source": quote.source}
    PastQuote.objects.update_or_create(ticker=ticker, as_of=quote.as_of, defaults=values)
    waiting = RejectedQuote.objects.filter(ticker=ticker, source=quote.source, decision=Decision.WAITING)
    waiting.filter(as_of__lt=quote.as_of).update(decision=Decision.OVERTAKEN)
    return Outcome(Taken.UPDATED if last else Taken.CREATED)


def says_nothing_new(last: Quote, reading: Reading) -> bool:
    """What a reading leaves open was worked out from the rest when the quote was saved."""
    said = {name: getattr(reading, name) for name in FIELDS}
    return all(value in (None, "") or getattr(last, name) == value for name, value in said.items())


def _in_order(ticker: Ticker, reading: Reading, now: datetime) -> Reading:
    """The reading, with what clocks and calendars add to it. ValidationError where it makes no sense."""
    if now < reading.as_of <= now + CLOCKS_DIFFER:
        reading = replace(reading, as_of=now)
    if not reading.session:
        reading = replace(reading, session=session_of(ticker, reading.as_of))
    read = Quote(ticker=ticker, **{name: getattr(reading, name) for name in FIELDS})
    read.clean_fields(exclude=("ticker", "price", "change", "change_percent", "previous_close"))
    read.clean()
    return reading


def session_of(ticker: Ticker, at: datetime) -> str:
    """In which part of its day a price was made, by the exchange's calendar; "" where nobody knows. At the
    second of the close it is the closing price."""
    calendar = calendar_for(ticker)
    if calendar is None:
        return ""
    return Session.CLOSED if calendar.last_close(at) == at else calendar.session(at)


def _keep_aside(ticker: Ticker, reading: Reading, reason: str) -> Outcome:
    """One that was dismissed is not asked about again; of a source only the newest waits."""
    kept = RejectedQuote.objects.filter(ticker=ticker, source=reading.source)
    dismissed = kept.filter(decision=Decision.DISMISSED, price=reading.price).exists()
    if not dismissed:
        values = {name: getattr(reading, name) for name in FIELDS} | {"reason": reason, "received_at": timezone.now()}
        kept.update_or_create(decision=Decision.WAITING, defaults=values, create_defaults=values | {"ticker": ticker})
    return Outcome(Taken.ASIDE, f"{reason} {'An editor dismissed it.' if dismissed else 'It waits for an editor.'}")
