"""What readers are told of an exchange: open or closed, why, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.formats import date_format

from markets.calendar.calendar import ExchangeCalendar
from markets.choices import Session


def state(calendar: ExchangeCalendar, at: datetime) -> str:
    """`NYSE closed · opens Mon 09:30 ET`, `NYSE open · closes 16:00 ET`, by the exchange's own clock."""
    return f"{calendar.name} {_state(calendar, at)}"


def states(calendars: Iterable[ExchangeCalendar], at: datetime) -> list[str]:
    """The same of several, each once; those that say the same say it together."""
    named: dict[str, list[str]] = {}
    for calendar in dict.fromkeys(calendars):
        named.setdefault(_state(calendar, at), []).append(calendar.name)
    return [f"{_list(names)} {words}" for words, names in named.items()]


def _state(calendar: ExchangeCalendar, at: datetime) -> str:
    today = calendar.day_of(at)
    special = calendar.special(today)
    if calendar.is_open(at):
        early = f" early, {special.why}" if special else ""
        return f"open · closes {_hour(calendar, calendar.next_close(at), at)}{early}"
    opens = calendar.next_open(at)
    first = calendar.opens_at(today)
    if first and first < at < opens and calendar.day_of(opens) == today:
        return f"at lunch · resumes {_hour(calendar, opens, at)}"
    session = calendar.session(at)
    why = f" for {special.why}" if special and special.closes is None else ""
    after = " · trading after hours" if session == Session.POST else ""
    return f"closed{why}{after} · opens {_hour(calendar, opens, at)}"


def _hour(calendar: ExchangeCalendar, moment: datetime, now: datetime) -> str:
    """`09:30 ET` of today, `Mon 09:30 ET` of the days to come, `2 January 09:30 ET` of those after a week."""
    day, today = calendar.day_of(moment), calendar.day_of(now)
    local = moment.astimezone(calendar.zone)
    if day == today:
        return f"{local:%H:%M} {calendar.zone_name}"
    name = date_format(day, "D") if day - today < timedelta(days=7) else date_format(day, "j F")
    return f"{name} {local:%H:%M} {calendar.zone_name}"


def _list(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
