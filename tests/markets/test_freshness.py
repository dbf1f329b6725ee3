"""When a price is old, in which words, and when a newer one can be expected."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from markets.calendar import calendar_of
from markets.freshness import Asking, asking, in_words, is_old

NEW_YORK = ZoneInfo("America/New_York")
NYSE, TOKYO = calendar_of("NYSE"), calendar_of("TSE")


def at(text: str) -> datetime:
    """In New York; 9 February 2026 is a Monday."""
    return datetime.fromisoformat(f"2026-02-{text}").replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("as_of", "now"),
    [
        pytest.param("09 11:31", "09 12:00", id="half an hour ago"),
        pytest.param("06 16:00", "08 12:00", id="Friday's close on Sunday"),
        pytest.param("13 16:00", "17 09:00", id="Friday's close before the opening on Tuesday, after a holiday"),
        pytest.param("09 15:40", "09 23:00", id="the last trade of a quiet share"),
        pytest.param("06 16:00", "09 09:45", id="Friday's close just after the opening on Monday"),
        pytest.param("09 18:00", "09 23:00", id="after hours"),
    ],
)
def test_it_is_not_old_while_there_can_hardly_be_a_newer_one(as_of, now):
    assert not is_old(at(as_of), 0, NYSE, at(now))


@pytest.mark.parametrize(
    ("as_of", "now"),
    [
        pytest.param("09 11:29", "09 12:00", id="half an hour ago and more"),
        pytest.param("06 16:00", "09 10:01", id="Friday's close half an hour after the opening on Monday"),
        pytest.param("09 11:00", "09 20:00", id="a price of the morning in the evening"),
        pytest.param("05 16:00", "07 12:00", id="Thursday's close on Saturday"),
    ],
)
def test_it_is_old_where_trading_went_on_without_it(as_of, now):
    assert is_old(at(as_of), 0, NYSE, at(now))


def test_a_delayed_price_may_be_older_by_the_delay():
    assert not is_old(at("09 11:16"), 15, NYSE, at("09 12:00"))
    assert is_old(at("09 11:14"), 15, NYSE, at("09 12:00"))


def test_where_we_do_not_know_when_there_is_trading_the_setting_says_what_is_old(settings):
    settings.QUOTE_STALE_HOURS = 24
    assert not is_old(at("09 12:00"), 0, None, at("10 12:00"))
    assert is_old(at("09 12:00"), 0, None, at("10 12:01"))


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=5), "1 minute"),
        (timedelta(minutes=47), "47 minutes"),
        (timedelta(minutes=90), "1 hour"),
        (timedelta(hours=35, minutes=59), "35 hours"),
        (timedelta(days=3, hours=5), "3 days"),
        (timedelta(days=70), "2 months"),
        (timedelta(days=1000), "2 years"),
    ],
)
def test_an_age_is_told_in_words(age, words):
    assert in_words(age) == words


class TestAskingAgain:
    def test_every_minute_while_an_exchange_is_open(self):
        assert asking([TOKYO, NYSE], at("09 12:00")) == Asking(60, None)

    def test_the_last_prices_of_a_day_are_waited_for(self):
        assert asking([NYSE], at("09 16:30")) == Asking(60, None)

    def test_else_at_the_next_opening_of_any(self):
        assert asking([NYSE], at("07 12:00")) == Asking(None, at("09 09:30"))
        assert asking([NYSE, TOKYO], at("07 12:00")).at == at("08 19:00")

    def test_now_and_then_where_we_do_not_know(self):
        assert asking([None, NYSE], at("07 12:00")) == asking([], at("07 12:00")) == Asking(300, None)
