"""Which prices are asked for, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import TickerSentiment
from markets.models import Asked
from markets.wanted import seen, wanted
from tests.factories import make_article, make_quote, make_ticker
from tests.markets.asking.newsstand import CLOSE, OPEN, on_strip

pytestmark = pytest.mark.django_db


def test_only_tickers_that_readers_can_see_are_asked_for_those_in_the_news_first(at):
    old, new, draft, unused, gone = (make_ticker(symbol=name) for name in ("OLD", "NEW", "DRAFT", "UNUSED", "GONE"))
    for ticker, days in ((old, 3), (new, 1), (gone, 1)):
        TickerSentiment.objects.create(article=make_article(published_at=OPEN - timedelta(days=days)), ticker=ticker)
    TickerSentiment.objects.create(article=make_article(published=False), ticker=draft)
    TickerSentiment.objects.create(article=make_article(published_at=OPEN + timedelta(days=1)), ticker=unused)
    gone.active = False
    gone.save()
    on_strip(symbol="STRIP")
    assert [ticker.symbol for ticker in seen()] == ["STRIP", "NEW", "OLD"]


def test_no_more_than_the_setting_says(at, settings):
    settings.QUOTE_TICKERS = 2
    for _ in range(3):
        on_strip()
    assert len(seen()) == 2


def test_what_is_wanted_costs_two_queries_whatever_the_number(at):
    for _ in range(5):
        on_strip()
    with CaptureQueriesContext(connection) as queries:
        assert len(wanted(OPEN)) == 5
    assert len(queries) == 2


# When -------------------------------------------------------------------------------------------


def asked(ticker, when, answered=None, in_vain=0):
    Asked.objects.update_or_create(ticker=ticker, defaults={"at": when, "answered_at": answered, "in_vain": in_vain})


def test_while_the_exchange_is_open_each_minute(at):
    ticker = on_strip()
    assert wanted(OPEN) == [ticker]
    asked(ticker, OPEN, OPEN)
    assert wanted(OPEN + timedelta(seconds=59)) == []
    assert wanted(OPEN + timedelta(seconds=60)) == [ticker]


def test_after_the_close_until_its_price_has_come_and_then_no_more(at):
    ticker = on_strip()
    at(CLOSE)
    make_quote(ticker, as_of=CLOSE - timedelta(seconds=1))
    asked(ticker, CLOSE - timedelta(seconds=30), CLOSE - timedelta(seconds=30))
    assert wanted(CLOSE + timedelta(minutes=5)) == [ticker]
    asked(ticker, CLOSE + timedelta(minutes=21), CLOSE + timedelta(minutes=21))
    assert wanted(CLOSE + timedelta(minutes=40)) == []
    assert wanted(CLOSE + timedelta(hours=12)) == []
    assert wanted(CLOSE + timedelta(hours=18)) == [ticker]  # the next morning


def test_a_source_that_has_the_close_hours_later_is_asked_each_hour_and_not_for_ever(at):
    ticker = on_strip()
    make_quote(ticker, as_of=CLOSE - timedelta(days=1))
    friday = datetime(2026, 2, 13, 21, tzinfo=UTC)
    asked(ticker, friday + timedelta(minutes=30), friday + timedelta(minutes=30))
    assert wanted(friday + timedelta(minutes=80)) == []
    assert wanted(friday + timedelta(minutes=90)) == [ticker]
    assert wanted(friday + timedelta(hours=31)) == []


def test_not_on_a_holiday(at):
    ticker = on_strip()
    at(datetime(2026, 2, 13, 21, 30, tzinfo=UTC))
    make_quote(ticker, as_of=datetime(2026, 2, 13, 21, tzinfo=UTC) - timedelta(minutes=1))
    asked(ticker, *[datetime(2026, 2, 13, 21, 30, tzinfo=UTC)] * 2)
    assert wanted(datetime(2026, 2, 16, 16, tzinfo=UTC)) == []  # Washington's birthday


def test_where_no_calendar_is_known_each_quarter_of_an_hour(at):
    ticker = on_strip(symbol="EURUSD", exchange="FX", kind="currency_pair")
    asked(ticker, OPEN, OPEN)
    assert wanted(OPEN + timedelta(minutes=14)) == []
    assert wanted(OPEN + timedelta(minutes=15)) == [ticker]


def test_currencies_have_a_weekend(at):
    ticker = on_strip(symbol="EURUSD", exchange="FX", kind="currency_pair")
    asked(ticker, OPEN, OPEN)
    friday, sunday = datetime(2026, 2, 13, 22, tzinfo=UTC), datetime(2026, 2, 15, 22, tzinfo=UTC)  # 17:00 in New York
    minute = timedelta(minutes=1)
    assert [bool(wanted(one)) for one in (friday - minute, friday, sunday - minute, sunday)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_what_nobody_knows_is_asked_for_ever_more_rarely(at):
    ticker = on_strip()
    for times, hours in ((1, 1), (2, 2), (3, 4), (9, 24)):
        asked(ticker, OPEN, None, times)
        day = timedelta(hours=hours)
        assert wanted(OPEN + day - timedelta(minutes=1)) == []
        assert wanted(OPEN + day) == [ticker]
