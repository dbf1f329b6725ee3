"""Invented pasts for the invented shares of the sample edition: seeded, so the same on every machine.

A walk of small random steps, taken backwards from the last price and the close before it. The two
real funds have no invented days: of them the edition knows two closes, and nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from articles.choices import TickerKind
from markets.models import Bar, Quote

DAYS = 504
REAL = {"SPY", "QQQ"}
SOURCE = "Opening Print sample edition"
#: Of a day's open to its close, of one close to the next open, and how much a day's wicks stand out.
MOVE, GAP, WICK = 0.012, 0.004, 0.006
CENT, PIP = Decimal("0.01"), Decimal("0.0001")


@transaction.atomic
def write_sample_bars() -> int:
    """Bars for every quote of the sample edition; how many were written."""
    bars = [bar for quote in Quote.objects.select_related("ticker") for bar in _bars(quote)]
    return len(Bar.objects.bulk_create(bars, batch_size=500))


def _bars(quote: Quote) -> Iterator[Bar]:
    days = _weekdays_before(quote.as_of.date())
    close, before = quote.price, quote.price - (quote.change or 0)
    if quote.ticker.symbol in REAL:
        for price in (close, before):
            yield Bar(
                ticker=quote.ticker, day=next(days), open=price, high=price, low=price, close=price, source=SOURCE
            )
        return
    chance = random.Random(quote.ticker.symbol)  # noqa: S311 (nothing is kept secret by it)
    usual = chance.uniform(4e5, 6e6)
    is_traded = quote.ticker.kind not in (TickerKind.INDEX, TickerKind.CURRENCY_PAIR)
    size = 0.3 if quote.ticker.kind == TickerKind.CURRENCY_PAIR else 1.0
    for _ in range(DAYS):
        opened = _cents(float(before) * (1 + chance.gauss(0, GAP * size)))
        high = max(opened, close) * (1 + abs(Decimal(chance.gauss(0, WICK * size))))
        low = min(opened, close) * (1 - abs(Decimal(chance.gauss(0, WICK * size))))
        yield Bar(
            ticker=quote.ticker, day=next(days), source=SOURCE,
            open=opened, high=_cents(high), low=_cents(low), close=close,
            volume=round(usual * chance.lognormvariate(0, 0.35) * (1 + 12 * abs(float(close / before) - 1)))
            if is_traded else None,
        )  # fmt: skip
        close, before = before, _cents(float(before) / (1 + chance.gauss(0.0002, MOVE * size)))


def _cents(price: float | Decimal) -> Decimal:
    """To the cent, or where the whole is a few units to a hundredth of that."""
    step = CENT if price >= 5 else PIP
    return max(Decimal(price).quantize(step), step)


def _weekdays_before(day: date) -> Iterator[date]:
    """This day and those before it, Saturdays and Sundays left out."""
    while True:
        if day.weekday() < 5:
            yield day
        day -= timedelta(days=1)
