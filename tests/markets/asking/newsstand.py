"""Tickers that readers see, and the commands that ask for their prices."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from django.core.management import CommandError, call_command

from markets.models import MarketStripEntry
from tests.factories import make_ticker

#: 11:00 in New York on a Tuesday.
OPEN = datetime(2026, 2, 10, 16, tzinfo=UTC)
CLOSE = datetime(2026, 2, 10, 21, tzinfo=UTC)


def on_strip(**fields):
    ticker = make_ticker(**fields)
    MarketStripEntry.objects.create(ticker=ticker, position=MarketStripEntry.objects.count() + 1)
    return ticker


def command(name="refresh_quotes", *arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""
