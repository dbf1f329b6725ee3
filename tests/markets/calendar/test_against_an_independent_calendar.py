"""Ten years of days, openings, lunches and closes beside those of `exchange_calendars`, another library
with rules of its own. What differs stands here by name; anything else that differs fails."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import exchange_calendars
import pytest

from make.calendars import MARKETS, table
from markets.calendar import ExchangeCalendar, calendar_of
from markets.calendar.days import FOLDER
from markets.calendar.exchanges import EXCHANGES

# The other library's own use of pandas.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
_WEATHER = "Hong Kong did not trade all day (typhoon Saola, then a black rainstorm); the other library has it open."
#: (exchange, day) -> why ours is right.
DIFFERENT = {("XHKG", date(2023, 9, 1)): _WEATHER, ("XHKG", date(2023, 9, 8)): _WEATHER}
Hours = tuple[datetime | None, ...]


def theirs(mic: str) -> dict[date, Hours]:
    """Opening, lunch from and until, close of each trading day."""
    schedule = exchange_calendars.get_calendar(mic, start=FIRST.isoformat(), end=LAST.isoformat()).schedule
    columns = zip(*(schedule[name] for name in ("open", "break_start", "break_end", "close")), strict=True)
    return {day.date(): tuple(map(moment, row)) for day, row in zip(schedule.index, columns, strict=True)}


def moment(value: Any) -> datetime | None:
    """A moment of pandas as a plain one; its not-a-time, which is unlike itself, as None."""
    return value.to_pydatetime() if value == value else None


def ours(calendar: ExchangeCalendar) -> dict[date, Hours]:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return {day: hours_of(calendar, day) for day in days if calendar.is_trading_day(day)}


def hours_of(calendar: ExchangeCalendar, day: date) -> Hours:
    """Lunch is where trading begins a second time; from when it is, only `is_open` can tell."""
    opens, closes = calendar.opens_at(day), calendar.closes_at(day)
    assert opens
    again = calendar.next_open(opens)
    if calendar.day_of(again) != day:
        return opens, None, None, closes
    lunch = again
    while not calendar.is_open(lunch - timedelta(minutes=30)):
        lunch -= timedelta(minutes=30)
    return opens, lunch, again, closes


@pytest.mark.parametrize("mic", EXCHANGES)
def test_ten_years_of_trading_are_those_of_an_independent_calendar(mic):
    calendar = calendar_of(mic)
    here, there = ours(calendar), theirs(mic)
    different = {(mic, day) for day in here.keys() | there.keys() if here.get(day) != there.get(day)}
    assert different == {known for known in DIFFERENT if known[0] == mic}
    assert len(here) > 2_400


@pytest.mark.parametrize("mic", EXCHANGES)
def test_trading_goes_on_from_each_opening_until_the_close_and_no_longer(mic):
    calendar = calendar_of(mic)
    second = timedelta(seconds=1)
    for opens, lunch, again, closes in ours(calendar).values():
        for begins, ends in ((opens, lunch or closes), *([(again, closes)] if again else [])):
            said = [calendar.is_open(at) for at in (begins - second, begins, ends - second, ends)]
            assert said == [False, True, True, False]


@pytest.mark.parametrize("name", MARKETS)
def test_the_tables_are_what_the_library_and_the_rules_say(name):
    written = (FOLDER / f"{name}.csv").read_text()
    assert written == table(name), "Run `python -m make.calendars`, and look at what it changed."
