"""The newsroom's clock: hours that are skipped, hours that come twice, and how zones are told."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles import clock

NEW_YORK, LORD_HOWE, ADELAIDE = (
    ZoneInfo(f"{n}") for n in ("America/New_York", "Australia/Lord_Howe", "Australia/Adelaide")
)
FIVE, FOUR = "UTC\N{MINUS SIGN}5", "UTC\N{MINUS SIGN}4"


def at(*parts):
    return datetime(*parts)


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        (NEW_YORK, at(2026, 2, 10, 14, 30), at(2026, 2, 10, 19, 30)),
        (NEW_YORK, at(2026, 3, 8, 1, 59), at(2026, 3, 8, 6, 59)),
        (NEW_YORK, at(2026, 3, 8, 3, 0), at(2026, 3, 8, 7, 0)),
        (NEW_YORK, at(2026, 11, 1, 0, 59), at(2026, 11, 1, 4, 59)),
        (NEW_YORK, at(2026, 11, 1, 2, 0), at(2026, 11, 1, 7, 0)),
        (LORD_HOWE, at(2026, 10, 4, 1, 59), at(2026, 10, 3, 15, 29)),
        (LORD_HOWE, at(2026, 10, 4, 2, 30), at(2026, 10, 3, 15, 30)),
        (ADELAIDE, at(2026, 7, 1, 12, 0), at(2026, 7, 1, 2, 30)),
    ],
)
def test_a_time_that_is_there_once_is_one_instant(zone, wall, utc):
    assert clock.read(wall, zone) == utc.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "sentence", "after"),
    [
        (
            NEW_YORK, at(2026, 3, 8, 2, 30),
            "On Sunday 8 March 2026 the clocks in New York go forward from 02:00 to 03:00, so there is no 02:30. "
            "The next time that there is, is 03:00.",
            at(2026, 3, 8, 3, 0),
        ),
        (
            LORD_HOWE, at(2026, 10, 4, 2, 15),
            "On Sunday 4 October 2026 the clocks in Lord Howe go forward from 02:00 to 02:30, so there is no 02:15. "
            "The next time that there is, is 02:30.",
            at(2026, 10, 4, 2, 30),
        ),
    ],
)  # fmt: skip
def test_a_time_that_is_skipped_is_refused_with_the_reason_and_the_next(zone, wall, sentence, after):
    with pytest.raises(clock.Skipped) as refused:
        clock.read(wall, zone, "first")
    assert (str(refused.value), refused.value.next) == (sentence, after)


@pytest.mark.parametrize(
    ("zone", "wall", "zones", "first", "second"),
    [
        (
            NEW_YORK,
            at(2026, 11, 1, 1, 30),
            (f"EDT, {FOUR}", f"EST, {FIVE}"),
            at(2026, 11, 1, 5, 30),
            at(2026, 11, 1, 6, 30),
        ),
        (LORD_HOWE, at(2026, 4, 5, 1, 45), ("UTC+11", "UTC+10:30"), at(2026, 4, 4, 14, 45), at(2026, 4, 4, 15, 15)),
        (
            ADELAIDE,
            at(2026, 4, 5, 2, 0),
            ("ACDT, UTC+10:30", "ACST, UTC+9:30"),
            at(2026, 4, 4, 15, 30),
            at(2026, 4, 4, 16, 30),
        ),
    ],
)
def test_a_time_that_comes_twice_is_asked_about_and_never_guessed(zone, wall, zones, first, second):
    for which in ("", "third"):
        with pytest.raises(clock.Repeated) as refused:
            clock.read(wall, zone, which)
        assert f"twice. Choose the first ({zones[0]}) or the second ({zones[1]})." in str(refused.value)
    for which, utc in (("first", first), ("second", second)):
        instant = clock.read(wall, zone, which)
        assert instant == utc.replace(tzinfo=UTC)
        assert clock.which_of(instant, zone) == which


def test_an_instant_whose_time_comes_once_is_neither_the_first_nor_the_second():
    assert clock.which_of(datetime(2026, 2, 10, 19, 30, tzinfo=UTC), NEW_YORK) == ""


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("America/New_York", f"Tuesday 10 February 2026, 14:30 (EST, {FIVE})"),
        ("Asia/Kolkata", "Wednesday 11 February 2026, 01:00 (IST, UTC+5:30)"),
        ("America/Sao_Paulo", "Tuesday 10 February 2026, 16:30 (UTC\N{MINUS SIGN}3)"),
        ("UTC", "Tuesday 10 February 2026, 19:30 (UTC)"),
    ],
)
def test_an_instant_is_told_with_its_zone_and_distance(zone, told):
    assert clock.told(datetime(2026, 2, 10, 19, 30, tzinfo=UTC), ZoneInfo(zone)) == told


def test_seconds_are_told_where_there_are_any():
    assert "14:30:05 (" in clock.told(datetime(2026, 2, 10, 19, 30, 5, tzinfo=UTC), NEW_YORK)
