"""What readers are told of an exchange."""

from __future__ import annotations

from datetime import datetime

import pytest

from markets.calendar import calendar_of
from markets.calendar.words import state, states


def at(text: str, exchange: str = "NYSE") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=calendar_of(exchange).zone)


@pytest.mark.parametrize(
    ("exchange", "moment", "said"),
    [
        ("NYSE", "2026-02-10 12:00", "NYSE open · closes 16:00 ET"),
        ("NYSE", "2026-02-10 08:00", "NYSE closed · opens 09:30 ET"),
        ("NYSE", "2026-02-10 17:00", "NYSE closed · trading after hours · opens Wed 09:30 ET"),
        ("NYSE", "2026-02-10 21:00", "NYSE closed · opens Wed 09:30 ET"),
        ("NYSE", "2026-02-14 12:00", "NYSE closed · opens Tue 09:30 ET"),
        ("NYSE", "2026-11-26 12:00", "NYSE closed for Thanksgiving Day · opens Fri 09:30 ET"),
        ("NYSE", "2026-11-27 12:00", "NYSE open · closes 13:00 ET early, Day after Thanksgiving"),
        ("LSE", "2026-12-24 12:00", "London open · closes 12:30 London time early, Last trading day before Christmas"),
        ("LSE", "2026-12-24 13:00", "London closed · opens Tue 08:00 London time"),
        ("TSE", "2026-02-10 12:00", "Tokyo at lunch · resumes 12:30 Tokyo time"),
        ("TSE", "2026-02-10 13:00", "Tokyo open · closes 15:30 Tokyo time"),
        ("TSE", "2025-12-30 16:00", "Tokyo closed · opens Mon 09:00 Tokyo time"),
        ("HKEX", "2026-12-24 12:30", "Hong Kong closed · opens Mon 09:30 Hong Kong time"),
        ("TSE", "2019-04-26 16:00", "Tokyo closed · opens 7 May 09:00 Tokyo time"),
    ],
)
def test_open_or_closed_why_and_until_when(exchange, moment, said):
    assert state(calendar_of(exchange), at(moment, exchange)) == said


def test_those_that_say_the_same_say_it_together():
    calendars = [calendar_of(name) for name in ("NYSE", "NASDAQ", "TSE", "NYSE Arca")]
    assert states(calendars, at("2026-02-10 12:00")) == [
        "NYSE and Nasdaq open · closes 16:00 ET",
        "Tokyo closed for Foundation Day · opens Thu 09:00 Tokyo time",
    ]
