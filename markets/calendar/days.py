"""The weekdays on which an exchange is closed or closes early, as `days/*.csv` have them.

The tables are written by `python -m make.calendars` and read when the first page asks. After the last
year that they hold, every weekday counts as a trading day.
"""

from __future__ import annotations

import csv
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2016, 2035
FOLDER = Path(__file__).parent / "days"


class Special(NamedTuple):
    """`closes` is None where there is no trading at all."""

    closes: time | None
    why: str


@cache
def special_days(table: str) -> dict[date, Special]:
    """The table's days, which are at least those of ten years."""
    with (FOLDER / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return {
        date.fromisoformat(day): Special(time.fromisoformat(closes) if closes else None, why)
        for day, closes, why in rows
    }
