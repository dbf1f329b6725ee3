"""The exchanges whose hours we know, and the names under which the press and ISO 10383 have them."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from articles.symbols import exchange_prefix
from markets.calendar.calendar import ExchangeCalendar, Hours

if TYPE_CHECKING:
    from articles.models import Ticker

_EVER = date.min
_NEW_YORK = (Hours(_EVER, time(9, 30), time(16)),)
_EURONEXT = (Hours(_EVER, time(9), time(17, 30)),)
#: Trading before the opening and after the close; after an early close it ends as much earlier.
_EXTENDED = (time(4), time(20))


class Exchange(NamedTuple):
    """`name` is what readers call it, `zone_name` the word for its time; `table` names the file of its days."""

    name: str
    zone: str
    zone_name: str
    table: str
    hours: tuple[Hours, ...]
    extended: tuple[time, time] | None = None


EXCHANGES = {
    "XNYS": Exchange("NYSE", "America/New_York", "ET", "XNYS", _NEW_YORK, _EXTENDED),
    "XNAS": Exchange("Nasdaq", "America/New_York", "ET", "XNYS", _NEW_YORK, _EXTENDED),
    "XTSE": Exchange("Toronto", "America/Toronto", "ET", "XTSE", _NEW_YORK),
    "XLON": Exchange("London", "Europe/London", "London time", "XLON", (Hours(_EVER, time(8), time(16, 30)),)),
    "XPAR": Exchange("Euronext Paris", "Europe/Paris", "Paris time", "XPAR", _EURONEXT),
    "XAMS": Exchange("Euronext Amsterdam", "Europe/Amsterdam", "Amsterdam time", "XPAR", _EURONEXT),
    "XBRU": Exchange("Euronext Brussels", "Europe/Brussels", "Brussels time", "XPAR", _EURONEXT),
    "XETR": Exchange("Xetra", "Europe/Berlin", "Frankfurt time", "XETR", _EURONEXT),
    "XSWX": Exchange("SIX", "Europe/Zurich", "Zurich time", "XSWX", _EURONEXT),
    "XTKS": Exchange(
        "Tokyo",
        "Asia/Tokyo",
        "Tokyo time",
        "XTKS",
        (
            Hours(_EVER, time(9), time(15), (time(11, 30), time(12, 30))),
            Hours(date(2024, 11, 5), time(9), time(15, 30), (time(11, 30), time(12, 30))),
        ),
    ),
    "XHKG": Exchange(
        "Hong Kong",
        "Asia/Hong_Kong",
        "Hong Kong time",
        "XHKG",
        (Hours(_EVER, time(9, 30), time(16), (time(12), time(13))),),
    ),
    "XASX": Exchange("ASX", "Australia/Sydney", "Sydney time", "XASX", (Hours(_EVER, time(10), time(16)),)),
}
#: What stands before a ticker's colon, and MICs of markets that keep the same days and hours. TSE is
#: what the press calls Tokyo; Toronto is TSX.
NAMES = {
    "NYSE": "XNYS", "CBOE": "XNYS", "IEX": "XNYS", "ARCX": "XNYS", "XASE": "XNYS", "BATS": "XNYS", "IEXG": "XNYS",
    "NASDAQ": "XNAS", "XNGS": "XNAS", "XNMS": "XNAS", "XNCM": "XNAS",
    "LSE": "XLON", "TSX": "XTSE", "TSXV": "XTSE", "XTSX": "XTSE",
    "EPA": "XPAR", "EURONEXT": "XPAR", "AMS": "XAMS", "EBR": "XBRU", "XETRA": "XETR", "ETR": "XETR",
    "SIX": "XSWX", "SWX": "XSWX", "XVTX": "XSWX", "TSE": "XTKS", "TYO": "XTKS", "XJPX": "XTKS",
    "HKEX": "XHKG", "HKG": "XHKG", "SEHK": "XHKG", "ASX": "XASX",
}  # fmt: skip


def calendar_of(exchange_code: str) -> ExchangeCalendar | None:
    """By what stands before a ticker's colon (`NYSE`, `NYSE Arca`) or a MIC (`XNYS`); None where we do not
    know when it trades."""
    code = exchange_prefix(exchange_code)
    mic = NAMES.get(code, code)
    return _calendar(mic) if mic in EXCHANGES else None


def calendar_for(ticker: Ticker) -> ExchangeCalendar | None:
    """The calendar of the venue that the ticker's MIC names, else of its exchange."""
    return (ticker.mic and calendar_of(ticker.mic)) or calendar_of(ticker.exchange)


@cache
def _calendar(mic: str) -> ExchangeCalendar:
    return ExchangeCalendar(mic, *EXCHANGES[mic])
