"""A clock, and providers whose answers a test sets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from markets.providers import class_of
from markets.providers.provider import Day
from markets.reading import Reading
from tests.markets.asking.newsstand import OPEN


@pytest.fixture
def at(time_machine):
    time_machine.move_to(OPEN, tick=False)
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture(autouse=True)
def providers(settings, monkeypatch):
    """Two providers whose answers a test sets: `say["finnhub"]` is a price, an error, or what makes a reading."""
    settings.QUOTE_PROVIDERS = ["finnhub", "tiingo"]
    settings.QUOTE_KEYS = {"finnhub": "key", "tiingo": "key"}
    say: dict[str, object] = {}
    asked: list[tuple[str, list[str]]] = []

    def quotes(provider, tickers):
        asked.append((provider.name, [ticker.symbol for ticker in tickers]))
        said = say.get(provider.name)
        if isinstance(said, Exception):
            raise said
        if said is None:
            return {}
        at = timezone.now()
        return {
            one.pk: Reading(price=Decimal(said), as_of=at, source=provider.attribution)
            if isinstance(said, (str, int))
            else said(one)
            for one in tickers
        }

    for name in ("finnhub", "tiingo"):
        monkeypatch.setattr(class_of(name), "quotes", quotes)
    say["asked"] = asked  # type: ignore[assignment]
    return say


@pytest.fixture
def days(monkeypatch, settings):
    """Tiingo has these days; `asked` are the spans that it was asked for."""
    settings.BARS_BACKFILL_DAYS = 7
    have: dict[str, object] = {"days": [], "asked": []}

    def bars(provider, ticker, since, until):
        have["asked"].append((since, until))  # type: ignore[attr-defined]
        if isinstance(have["days"], Exception):
            raise have["days"]
        return [Day(day, *[Decimal(price)] * 4) for day, price in have["days"]]  # type: ignore[attr-defined]

    monkeypatch.setattr(class_of("tiingo"), "bars", bars)
    return have
