"""From a provider's answer to the reader's page; and what the page says when nobody answers any more."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from werkzeug import Response

from markets.models import Bar, MarketStripEntry, ProviderState, Quote
from tests.factories import make_ticker
from tests.markets.providers.answers import FINNHUB, TIINGO_DAYS, TWELVE, body

pytestmark = pytest.mark.django_db


@pytest.fixture
def apple(server, night, settings):
    settings.QUOTE_PROVIDERS = ["twelve-data", "finnhub"]
    ticker = make_ticker(symbol="AAPL", exchange="NASDAQ", name="Apple")
    MarketStripEntry.objects.create(ticker=ticker, position=1)
    return ticker


def refresh():
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("refresh_quotes", "--all", stdout=out, stderr=err)
    except CommandError as error:
        return f"{out.getvalue()}{err.getvalue()}{error}"
    return out.getvalue()


def page(client, ticker):
    return client.get(ticker.get_absolute_url()).content.decode()


def test_a_price_comes_from_the_provider_to_the_page(client, server, apple):
    server.answers("/quote", TWELVE)
    assert refresh() == "1 ticker: 1 created.\n"
    html = page(client, apple)
    assert "$273.68" in html
    assert "Twelve Data" in html


def test_the_next_in_the_list_is_asked_where_the_first_is_away(client, server, apple):
    server.answers("/quote", lambda request: Response("", 503) if "apikey" in str(request.headers) else as_finnhub())
    said = refresh()
    assert said.startswith("1 ticker: 1 created.\nTwelve Data has trouble of its own (status 503).")
    assert Quote.objects.get().source == "Finnhub"


def as_finnhub():
    return Response(body(FINNHUB))


def test_when_all_are_away_the_page_keeps_the_last_price_and_they_are_left_alone(client, server, apple):
    server.answers("/quote", TWELVE)
    refresh()
    server.answers("/quote", Response("<html>Sorry</html>", 503))
    for _ in range(3):
        refresh()
    number = len(server.asked)
    assert "rests until" in refresh()
    assert len(server.asked) == number
    assert {state.failures for state in ProviderState.objects.all()} == {3}
    assert "$273.68" in page(client, apple)


def test_days_that_are_missing_come_from_the_provider_to_the_chart(client, server, apple, settings):
    settings.QUOTE_PROVIDERS = ["tiingo"]
    server.answers("/tiingo/daily/aapl/prices", TIINGO_DAYS)
    out = io.StringIO()
    call_command("backfill_bars", "--since", "2026-02-09", stdout=out)
    assert out.getvalue() == "1 of 1 tickers, 2 new days.\n"
    bar = Bar.objects.get(day=date(2026, 2, 9))
    assert (bar.close, bar.adjusted_close, bar.source) == (Decimal("274.62"), Decimal("137.31"), "Tiingo")
    assert "price-chart" in page(client, apple)
