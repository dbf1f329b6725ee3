"""Write markets/calendar/days/*.csv: on which weekdays an exchange is closed, or closes early.

    python -m make.calendars          # writes them anew
    python -m make.calendars --check  # says what would change, and fails if anything would

Holidays are those of the library `holidays`; early closes follow the exchanges' own rules, written
here; `UNFORESEEN` has what no rule tells. A site has the tables alone: docs/decisions says why.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Container, Iterator
from datetime import date, time, timedelta

import holidays

from markets.calendar.days import FIRST_YEAR, FOLDER, LAST_YEAR

#: The table's name -> the library's name of the market, and its language.
MARKETS = {
    "XNYS": ("XNYS", "en_US"),
    "XLON": ("XLON", "en_GB"),
    "XPAR": ("XPAR", "en_GB"),
    "XETR": ("XETR", "en_US"),
    "XSWX": ("XSWX", "en_US"),
    "XTSE": ("XTSE", "en_CA"),
    "XTKS": ("XJPX", "en_US"),
    "XHKG": ("XHKG", "en_HK"),
    "XASX": ("XASX", "en_AU"),
}
#: Closed, and in no list of holidays: the market, the day and why.
UNFORESEEN = {"XTKS": {date(2020, 10, 1): "Failure of the trading system"}}
#: The library's Euronext begins in 2019; the days were the same six before.
_EURONEXT = {
    "New Year's Day": ("2016-01-01", "2018-01-01"),
    "Good Friday": ("2016-03-25", "2017-04-14", "2018-03-30"),
    "Easter Monday": ("2016-03-28", "2017-04-17", "2018-04-02"),
    "Labour Day": ("2017-05-01", "2018-05-01"),
    "Christmas Day": ("2017-12-25", "2018-12-25"),
    "Boxing Day": ("2016-12-26", "2017-12-26", "2018-12-26"),
}
UNFORESEEN["XPAR"] = {date.fromisoformat(day): name for name, days in _EURONEXT.items() for day in days}

Early = Iterator[tuple[date, time, str]]


def new_york(year: int, closed: Container[date]) -> Early:
    """One o'clock on the day before Independence Day and on Christmas Eve, if these are followed by the
    holiday itself and not by the day on which it is observed; and on the day after Thanksgiving."""
    eve = date(year, 7, 3)
    if eve.weekday() < 4:
        yield eve, time(13), "Day before Independence Day"
    first = date(year, 11, 1)
    thanksgiving = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
    yield thanksgiving + timedelta(days=1), time(13), "Day after Thanksgiving"
    if date(year, 12, 24).weekday() < 4:
        yield date(year, 12, 24), time(13), "Christmas Eve"


def eves(at: time) -> Callable[[int, Container[date]], Early]:
    """Christmas Eve and New Year's Eve, if they are weekdays."""

    def rule(year: int, closed: Container[date]) -> Early:
        yield date(year, 12, 24), at, "Christmas Eve"
        yield date(year, 12, 31), at, "New Year's Eve"

    return rule


def last_days(at: time) -> Callable[[int, Container[date]], Early]:
    """The last trading days before Christmas Day and before the end of the year."""

    def rule(year: int, closed: Container[date]) -> Early:
        yield _last(date(year, 12, 24), closed), at, "Last trading day before Christmas"
        yield _last(date(year, 12, 31), closed), at, "Last trading day of the year"

    return rule


def sydney(year: int, closed: Container[date]) -> Early:
    """As London, at ten past two; but not in 2022, when both eves fell on a Saturday."""
    if year != 2022:
        yield from last_days(time(14, 10))(year, closed)


def frankfurt(year: int, closed: Container[date]) -> Early:
    yield _last(date(year, 12, 31), closed), time(14), "Last trading day of the year"


def toronto(year: int, closed: Container[date]) -> Early:
    yield date(year, 12, 24), time(13), "Christmas Eve"


def hong_kong(year: int, closed: Container[date]) -> Early:
    """No afternoon on Christmas Eve, New Year's Eve and Lunar New Year's Eve."""
    yield from eves(time(12))(year, closed)
    # The first of its days that is a holiday may be its second or third, after a weekend.
    days = {"Lunar New Year's Day": 1, "The second day of Lunar New Year": 2, "The third day of Lunar New Year": 3}
    first, number = next((day, days[name]) for day, name in _holidays("XHKG", year).items() if name in days)
    yield first - timedelta(days=number), time(12), "Lunar New Year's Eve"


EARLY: dict[str, Callable[[int, Container[date]], Early]] = {
    "XNYS": new_york,
    "XLON": last_days(time(12, 30)),
    "XPAR": eves(time(14, 5)),
    "XETR": frankfurt,
    "XTSE": toronto,
    "XHKG": hong_kong,
    "XASX": sydney,
}


def _last(day: date, closed: Container[date]) -> date:
    while day.weekday() > 4 or day in closed:
        day -= timedelta(days=1)
    return day


def _holidays(mic: str, year: int) -> dict[date, str]:
    market, language = MARKETS[mic]
    found = holidays.financial_holidays(market, years=year, language=language)
    # "X; Y" where two fall on one day, and Tokyo's New Year's Day is a bank holiday as well.
    return {day: "; ".join(part for part in name.split("; ") if part != "Bank Holiday") or name
            for day, name in sorted(found.items())}  # fmt: skip


def rows(mic: str) -> Iterator[tuple[str, str, str]]:
    """Day, the hour at which it closes early ("" on a holiday), and why; in order."""
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        unforeseen = {day: why for day, why in UNFORESEEN.get(mic, {}).items() if day.year == year}
        closed = _holidays(mic, year) | unforeseen
        found = {day: ("", name) for day, name in closed.items() if day.weekday() < 5}
        for day, at, name in EARLY[mic](year, closed) if mic in EARLY else ():
            if day.weekday() < 5 and day not in closed:
                found[day] = (f"{at:%H:%M}", name)
        for day in sorted(found):
            yield day.isoformat(), *found[day]


def table(mic: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("day", "closes", "why"))
    writer.writerows(rows(mic))
    return text.getvalue()


def main(check: bool) -> int:
    different = []
    for mic in MARKETS:
        path = FOLDER / f"{mic}.csv"
        text = table(mic)
        if not path.exists() or path.read_text() != text:
            different.append(path.name)
            if not check:
                path.write_text(text)
    said = "differ from the library and the rules" if check else "written"
    print(f"{', '.join(different) or 'No tables'} {said}.")
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
