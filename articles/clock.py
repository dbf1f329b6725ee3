"""What a clock on the newsroom's wall says, and when it says a thing twice or not at all.

Pure functions of a time zone. `read` turns what the wall says into an instant; where clocks go
forward it may not be there, where they go back it may be there twice, and no answer is guessed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

FIRST, SECOND = "first", "second"
MINUTE = timedelta(minutes=1)
MINUS = "\u2212"


class Skipped(ValueError):
    """The clock never shows this time; `next` is the first that it shows after it."""

    def __init__(self, sentence: str, after: datetime) -> None:
        super().__init__(sentence)
        self.next = after


class Repeated(ValueError):
    """The clock shows this time twice; `instants` are both, in order."""

    def __init__(self, sentence: str, instants: tuple[datetime, datetime]) -> None:
        super().__init__(sentence)
        self.instants = instants


def read(wall: datetime, zone: tzinfo, which: str = "") -> datetime:
    """The instant (UTC) at which a clock in `zone` shows `wall` (naive); `which` is asked for only where there are two.

    Raises `Skipped` or `Repeated`, whose texts are sentences for who typed it.
    """
    found = instants(wall, zone)
    day = f"{wall:%A} {wall.day} {wall:%B %Y}"
    if not found:
        last, after = _edge(wall, zone, -MINUTE) + MINUTE, _edge(wall, zone, MINUTE)
        raise Skipped(
            f"On {day} the clocks in {name_of(zone)} go forward from {last:%H:%M} to {after:%H:%M}, so there is no "
            f"{wall:%H:%M}. The next time that there is, is {after:%H:%M}.",
            after,
        )
    if len(found) == 1:
        return found[0]
    if which not in (FIRST, SECOND):
        raise Repeated(
            f"On {day} the clocks in {name_of(zone)} go back, and show {wall:%H:%M} twice. Choose the first "
            f"({zone_told(found[0], zone)}) or the second ({zone_told(found[1], zone)}).",
            (found[0], found[1]),
        )
    return found[which == SECOND]


def instants(wall: datetime, zone: tzinfo) -> list[datetime]:
    """The instants (UTC), none to two, at which a clock in `zone` shows `wall`; in order."""
    both = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return [at for at in sorted(both) if at.astimezone(zone).replace(tzinfo=None, fold=0) == wall]


def which_of(instant: datetime, zone: tzinfo) -> str:
    """`FIRST` or `SECOND` for an instant whose time the clock shows twice, else ""."""
    wall = instant.astimezone(zone).replace(tzinfo=None, fold=0)
    found = instants(wall, zone)
    return "" if len(found) < 2 else (SECOND if found[1] == instant.astimezone(UTC) else FIRST)


def zone_told(instant: datetime, zone: tzinfo) -> str:
    """The zone in which an instant is told, by its letters and its distance to UTC: "EST, UTC-5"."""
    here = instant.astimezone(zone)
    minutes = (here.utcoffset() or timedelta()) // MINUTE
    hours, rest = divmod(abs(minutes), 60)
    distance = f"UTC{MINUS if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
    letters = here.tzname() or ""
    return f"{letters}, {distance}" if letters.isalpha() and letters != distance else distance


def told(instant: datetime, zone: tzinfo) -> str:
    """An instant in full: "Tuesday 10 February 2099, 14:30 (EST, UTC-5)"; seconds where there are any."""
    here = instant.astimezone(zone)
    time = f"{here:%H:%M:%S}" if here.second else f"{here:%H:%M}"
    return f"{here:%A} {here.day} {here:%B %Y}, {time} ({zone_told(here, zone)})"


def name_of(zone: tzinfo) -> str:
    """The place a zone is named after: "New York"."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def _edge(wall: datetime, zone: tzinfo, step: timedelta) -> datetime:
    """The nearest full minute that the clock shows, before or after one that it skips."""
    found = wall.replace(second=0, microsecond=0)
    while not instants(found, zone):
        found += step
    return found
