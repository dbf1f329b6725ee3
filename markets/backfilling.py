"""Asks the providers for daily bars that are missing. What is there is left as it is."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from django.utils import timezone

from articles import names
from articles.models import Ticker
from edge import purging
from markets.models import Asked, Bar
from markets.providers import chosen, limits
from markets.providers.provider import Day, ProviderError
from markets.wanted import days_missing, last_bar_at, seen


def due() -> list[Ticker]:
    """Tickers that readers can see and whose days were not asked for since the last one was to be had."""
    now, tickers = timezone.now(), list(seen())
    asked = Asked.objects.in_bulk([ticker.pk for ticker in tickers], field_name="ticker_id")
    return [ticker for ticker in tickers if _is_due(ticker, asked.get(ticker.pk), now)]


def _is_due(ticker: Ticker, asked: Asked | None, now: datetime) -> bool:
    return asked is None or asked.bars_at is None or asked.bars_at < last_bar_at(ticker, now)


def backfill(ticker: Ticker, since: date | None = None) -> int:
    """Stores the days that are missing and that a provider has; how many. Raises ProviderError where those that could
    have had them failed: then it is tried again, and nothing was changed."""
    now = timezone.now()
    missing = set(days_missing(ticker, now, since))
    error: ProviderError | None = None
    stored = 0
    if missing:
        for provider in chosen():
            if not (provider.has_bars and provider.covers(ticker)):
                continue
            try:
                days = limits.ask(provider, 1, partial(provider.bars, ticker, min(missing), max(missing)))
            except ProviderError as failure:
                error = failure
                continue
            if stored := _store(ticker, days, missing, provider.attribution):
                break
    if error and not stored:
        raise error
    Asked.objects.update_or_create(ticker=ticker, defaults={"bars_at": now})
    return stored


def _store(ticker: Ticker, days: list[Day], missing: set[date], source: str) -> int:
    """In one statement for each 500; a day that came in meanwhile is left alone."""
    bars = [Bar(ticker=ticker, source=source, **one._asdict()) for one in days if one.day in missing]
    Bar.objects.bulk_create(bars, batch_size=500, ignore_conflicts=True)
    if bars:
        purging.touch(names.ticker(ticker))
    return len(bars)
