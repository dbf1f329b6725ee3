"""Where a chart's axis is marked, and how: by round numbers and by the calendar, as a newspaper prints it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format

STEPS = (1, 2, 2.5, 5, 10)


def round_steps(low: float, high: float, about: int) -> list[float]:
    """Round numbers from `low` to `high`, `about` so many of them at equal steps of 1, 2, 2.5 or 5 times ten."""
    if high <= low:
        return [low]
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in STEPS if power * one >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]


class Mark(NamedTuple):
    """A place on the axis of days: the number of the span, and what is printed there."""

    at: int
    label: str


def calendar_marks(days: Sequence[date], most: int) -> list[Mark]:
    """Where weeks, months, quarters, years or decades begin among these days: the finest of them with at
    most so many beginnings. The first day is no beginning, since its week may have begun before."""
    for unit_of, label in CALENDAR:
        units = [unit_of(day) for day in days]
        begins = [at for at in range(1, len(days)) if units[at] != units[at - 1]]
        if len(begins) <= most or unit_of is CALENDAR[-1][0]:
            return [Mark(at, label(days[at])) for at in begins]
    return []


def _day_label(day: date) -> str:
    return date_format(day, "j M")


def _month_label(day: date) -> str:
    """The year in place of January."""
    return str(day.year) if day.month == 1 else date_format(day, "M")


def _year_label(day: date) -> str:
    return str(day.year)


CALENDAR: list[tuple[Callable[[date], object], Callable[[date], str]]] = [
    (lambda day: day.isocalendar()[:2], _day_label),
    (lambda day: (day.year, day.month), _month_label),
    (lambda day: (day.year, (day.month - 1) // 3), _month_label),
    (lambda day: day.year, _year_label),
    (lambda day: day.year // 10, _year_label),
]
