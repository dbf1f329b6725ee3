"""Daily bars that are missing are asked for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from markets import backfilling
from markets.models import Bar
from markets.providers.provider import ProviderError
from markets.wanted import days_missing
from tests.markets.asking.newsstand import CLOSE, OPEN, command, on_strip

pytestmark = pytest.mark.django_db


WEEK = [date(2026, 2, day) for day in (2, 3, 4, 5, 6, 9)]


def test_missing_are_trading_days_that_are_over_and_have_no_bar(at, settings):
    settings.BARS_BACKFILL_DAYS = 7
    ticker = on_strip()
    assert days_missing(ticker, OPEN) == WEEK
    Bar.objects.create(ticker=ticker, day=WEEK[1], open=1, high=1, low=1, close=1, source="x")
    assert days_missing(ticker, OPEN) == [WEEK[0], *WEEK[2:]]
    assert days_missing(ticker, CLOSE + timedelta(hours=1))[-1] == WEEK[-1]
    assert days_missing(ticker, CLOSE + timedelta(hours=4))[-1] == date(2026, 2, 10)


def test_missing_days_are_stored_and_those_that_are_there_are_left_alone(at, days):
    ticker = on_strip()
    Bar.objects.create(ticker=ticker, day=WEEK[2], open=9, high=9, low=9, close=9, source="Ours")
    days["days"] = [(day, 5) for day in WEEK]
    assert backfilling.backfill(ticker) == 5
    assert days["asked"] == [(WEEK[0], WEEK[-1])]
    assert list(Bar.objects.order_by("day").values_list("close", "source")) == [
        (9, "Ours") if day == WEEK[2] else (5, "Tiingo") for day in WEEK
    ]
    assert backfilling.backfill(ticker) == 0
    assert len(days["asked"]) == 1


def test_a_ticker_whose_days_came_is_not_due_before_the_next_close(at, days):
    ticker = on_strip()
    days["days"] = [(WEEK[0], 5)]
    assert backfilling.due() == [ticker]
    backfilling.backfill(ticker)
    assert backfilling.due() == []
    at(CLOSE + timedelta(hours=4))
    assert backfilling.due() == [ticker]


def test_a_provider_that_fails_leaves_the_ticker_due(at, days):
    ticker = on_strip()
    days["days"] = ProviderError("no")
    with pytest.raises(ProviderError):
        backfilling.backfill(ticker)
    assert backfilling.due() == [ticker]


def test_the_command_goes_on_where_one_ticker_fails_and_says_what_came_of_it(at, days):
    on_strip(), on_strip()
    days["days"] = [(WEEK[0], 5)]
    assert command("backfill_bars") == ("2 of 2 tickers, 2 new days.\n", "", "")
    days["days"] = ProviderError("Tiingo broke off.")
    out, err, verdict = command("backfill_bars")
    assert out == "0 of 2 tickers, 0 new days.\n"
    assert err.count("Tiingo broke off.") == 1
    assert "run it again later" in verdict


def test_the_command_says_how_far_back(at, days):
    on_strip()
    command("backfill_bars", "--since", "2025-12-29")
    assert days["asked"][0][0] == date(2025, 12, 29)
