"""When one exchange trades. Moments are aware; days are the exchange's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markets.calendar.days import Special, special_days
from markets.choices import Session

_DAY = timedelta(days=1)
#: No exchange is closed for longer; New Year in Tokyo takes six days, and a golden week ten.
_LONGEST = 20


class Hours(NamedTuple):
    """The hours of trading from this day on; at lunch (from, until) there is none."""

    since: date
    opens: time
    closes: time
    lunch: tuple[time, time] | None = None


class ExchangeCalendar:
    """Openings and closes are those of regular trading; before and after it there is more in New York alone."""

    def __init__(
        self,
        mic: str,
        name: str,
        zone: str,
        zone_name: str,
        table: str,
        hours: tuple[Hours, ...],
        extended: tuple[time, time] | None,
    ) -> None:
        self.mic, self.name, self.zone_name = mic, name, zone_name
        self.zone = ZoneInfo(zone)
        self._table, self._hours, self._extended = table, hours, extended

    def __repr__(self) -> str:
        return f"<ExchangeCalendar {self.mic}>"

    # Days -----------------------------------------------------------------------------------

    def is_trading_day(self, day: date) -> bool:
        return day.weekday() < 5 and not ((special := self.special(day)) and special.closes is None)

    def special(self, day: date) -> Special | None:
        """Why there is no trading on a weekday, or when it ends early; None on an ordinary day."""
        return special_days(self._table).get(day)

    def opens_at(self, day: date) -> datetime | None:
        """None where the day is no trading day."""
        return self._at(day, self._hours_of(day).opens) if self.is_trading_day(day) else None

    def closes_at(self, day: date) -> datetime | None:
        """None where the day is no trading day."""
        if not self.is_trading_day(day):
            return None
        special = self.special(day)
        return self._at(day, (special and special.closes) or self._hours_of(day).closes)

    # Moments --------------------------------------------------------------------------------

    def is_open(self, at: datetime) -> bool:
        """Whether regular trading goes on; not during lunch, and not at the second of the close."""
        return any(begins <= at < ends for begins, ends in self._spells(self.day_of(at)))

    def session(self, at: datetime) -> Session:
        if self.is_open(at):
            return Session.REGULAR
        day = self.day_of(at)
        opens, closes = self.opens_at(day), self.closes_at(day)
        if self._extended is None or opens is None or closes is None:
            return Session.CLOSED
        first, last = self._extended
        early = self._at(day, self._hours_of(day).closes) - closes
        if self._at(day, first) <= at < opens:
            return Session.PRE
        return Session.POST if closes <= at < self._at(day, last) - early else Session.CLOSED

    def next_open(self, at: datetime) -> datetime:
        """When trading next begins after this moment; that may be after lunch."""
        return next(begins for day in self._days_from(at) for begins, _ in self._spells(day) if begins > at)

    def next_close(self, at: datetime) -> datetime:
        """When the day's trading next ends after this moment; lunch ends no day."""
        return next(closes for day in self._days_from(at) if (closes := self.closes_at(day)) and closes > at)

    def last_close(self, at: datetime) -> datetime:
        """When a day's trading last ended, at this moment or before."""
        return next(closes for day in self._days_to(at) if (closes := self.closes_at(day)) and closes <= at)

    def last_trading_day(self, at: datetime) -> date:
        """The day that trading last began on, at this moment or before: today from the opening on."""
        return next(day for day in self._days_to(at) if (opens := self.opens_at(day)) and opens <= at)

    def day_of(self, at: datetime) -> date:
        """The exchange's day at this moment."""
        return at.astimezone(self.zone).date()

    # ----------------------------------------------------------------------------------------

    def _hours_of(self, day: date) -> Hours:
        return next(hours for hours in reversed(self._hours) if hours.since <= day)

    def _spells(self, day: date) -> list[tuple[datetime, datetime]]:
        """From when until when there is trading: twice a day where there is lunch, never on a holiday."""
        opens, closes = self.opens_at(day), self.closes_at(day)
        if opens is None or closes is None:
            return []
        if lunch := self._hours_of(day).lunch:
            begins, ends = (self._at(day, hour) for hour in lunch)
            return [(opens, min(begins, closes)), *([(ends, closes)] if ends < closes else [])]
        return [(opens, closes)]

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone)

    def _days_from(self, at: datetime) -> Iterator[date]:
        today = self.day_of(at)
        return (today + number * _DAY for number in range(_LONGEST))

    def _days_to(self, at: datetime) -> Iterator[date]:
        today = self.day_of(at)
        return (today - number * _DAY for number in range(_LONGEST))
