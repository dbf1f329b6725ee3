"""When an exchange trades, asked at the moments that matter."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from markets.calendar import calendar_for, calendar_of
from markets.calendar.checks import calendars_go_on
from markets.choices import Session
from tests.factories import make_ticker

NEW_YORK = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")


def ny(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.fixture
def nyse():
    return calendar_of("NYSE")


@pytest.mark.parametrize(
    ("name", "mic"),
    [
        ("NYSE", "XNYS"),
        ("NYSE Arca", "XNYS"),
        ("ARCX", "XNYS"),
        ("nasdaq", "XNAS"),
        ("LSE", "XLON"),
        ("LON", "XLON"),
        ("TSX", "XTSE"),
        ("TSE", "XTKS"),
        ("XTSE", "XTSE"),
        ("XETRA", "XETR"),
        ("EPA", "XPAR"),
        ("HKEX", "XHKG"),
        ("ASX", "XASX"),
    ],
)
def test_an_exchange_is_known_by_the_press_and_by_its_code(name, mic):
    assert calendar_of(name).mic == mic


@pytest.mark.parametrize("name", ["FX", "INDEX", "", "XXXX", "CRYPTO"])
def test_of_other_markets_nothing_is_claimed(name):
    assert calendar_of(name) is None


@pytest.mark.django_db
def test_a_tickers_venue_counts_before_its_prefix():
    assert calendar_for(make_ticker(exchange="EURONEXT", mic="XAMS")).name == "Euronext Amsterdam"
    assert calendar_for(make_ticker(exchange="LSE", mic="ZZZZ")).mic == "XLON"
    assert calendar_for(make_ticker(exchange="FX")) is None


@pytest.mark.parametrize(
    ("at", "session"),
    [
        ("2026-02-10 03:59", Session.CLOSED),
        ("2026-02-10 04:00", Session.PRE),
        ("2026-02-10 09:29", Session.PRE),
        ("2026-02-10 09:30", Session.REGULAR),
        ("2026-02-10 15:59", Session.REGULAR),
        ("2026-02-10 16:00", Session.POST),
        ("2026-02-10 20:00", Session.CLOSED),
        ("2026-02-14 12:00", Session.CLOSED),  # a Saturday
        ("2026-02-16 12:00", Session.CLOSED),  # Washington's Birthday
        ("2026-11-27 13:00", Session.POST),  # the day after Thanksgiving
        ("2026-11-27 17:00", Session.CLOSED),
    ],
)
def test_a_day_in_new_york(nyse, at, session):
    assert nyse.session(ny(at)) == session
    assert nyse.is_open(ny(at)) == (session == Session.REGULAR)


def test_a_moment_counts_in_whatever_zone_it_is_told(nyse):
    assert nyse.is_open(datetime(2026, 2, 10, 14, 30, tzinfo=ZoneInfo("UTC")))
    assert nyse.is_open(datetime(2026, 7, 10, 13, 30, tzinfo=ZoneInfo("UTC")))  # summer time
    assert not nyse.is_open(datetime(2026, 2, 10, 13, 30, tzinfo=ZoneInfo("UTC")))


def test_over_a_long_weekend(nyse):
    saturday = ny("2026-02-14 12:00")
    assert nyse.next_open(saturday) == ny("2026-02-17 09:30")
    assert nyse.next_close(saturday) == ny("2026-02-17 16:00")
    assert nyse.last_close(saturday) == ny("2026-02-13 16:00")
    assert nyse.last_trading_day(saturday) == date(2026, 2, 13)


def test_before_the_opening_yesterday_is_the_last_trading_day_and_from_then_on_today(nyse):
    assert nyse.last_trading_day(ny("2026-02-10 09:29")) == date(2026, 2, 9)
    assert nyse.last_trading_day(ny("2026-02-10 09:30")) == date(2026, 2, 10)


def test_at_the_opening_the_next_one_is_tomorrows_and_at_the_close_the_last_one_is_todays(nyse):
    assert nyse.next_open(ny("2026-02-10 09:30")) == ny("2026-02-11 09:30")
    assert nyse.last_close(ny("2026-02-10 16:00")) == ny("2026-02-10 16:00")
    assert nyse.next_close(ny("2026-02-10 16:00")) == ny("2026-02-11 16:00")


def test_a_holiday_has_no_hours_and_says_why(nyse):
    assert nyse.opens_at(date(2026, 11, 26)) is None
    assert nyse.closes_at(date(2026, 11, 26)) is None
    assert nyse.special(date(2026, 11, 26)).why == "Thanksgiving Day"


def test_lunch_in_tokyo_is_no_trading_and_the_next_opening_is_after_it():
    tokyo = calendar_of("TSE")
    noon = datetime(2026, 2, 10, 12, 0, tzinfo=TOKYO)
    assert not tokyo.is_open(noon)
    assert tokyo.session(noon) == Session.CLOSED
    assert tokyo.next_open(noon) == datetime(2026, 2, 10, 12, 30, tzinfo=TOKYO)
    assert tokyo.next_close(noon) == datetime(2026, 2, 10, 15, 30, tzinfo=TOKYO)
    assert tokyo.last_trading_day(noon) == date(2026, 2, 10)


def test_tokyo_closes_later_since_november_2024():
    tokyo = calendar_of("TSE")
    assert tokyo.closes_at(date(2024, 11, 1)).hour == 15
    assert tokyo.closes_at(date(2024, 11, 5)).minute == 30


def test_after_a_morning_that_ends_early_there_is_no_afternoon():
    hong_kong = calendar_of("HKEX")
    assert not hong_kong.is_open(datetime(2026, 12, 24, 14, 0, tzinfo=hong_kong.zone))
    assert hong_kong.next_open(datetime(2026, 12, 24, 10, 0, tzinfo=hong_kong.zone)).day == 28


def test_after_the_last_year_of_the_tables_weekdays_are_trading_days(nyse):
    assert nyse.is_trading_day(date(2099, 12, 25))
    assert not nyse.is_trading_day(date(2099, 12, 26))


@pytest.mark.parametrize(("today", "told"), [("2033-12-31", 0), ("2034-01-02", 1)])
def test_a_year_before_the_tables_end_a_check_says_so(today, told):
    with time_machine.travel(today):
        assert len(calendars_go_on()) == told


def test_nothing_is_read_before_somebody_asks():
    """A server starts without the tables, and without the libraries that wrote them."""
    import subprocess
    import sys

    code = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "newssite.settings"
import django
django.setup()
import markets.calendar
from markets.calendar.days import special_days
assert special_days.cache_info().currsize == 0
assert not {"holidays", "exchange_calendars", "pandas"} & set(sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
