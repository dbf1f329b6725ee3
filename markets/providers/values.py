"""Numbers, days and names as providers write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from articles.choices import TickerKind
from articles.models import Ticker
from markets.calendar import calendar_for
from markets.changes import LIMIT, PLACES
from markets.providers.provider import Day

_STEP = Decimal(1).scaleb(-PLACES)
#: Where London and others quote in hundredths of the currency; none of these is in ISO 4217.
HUNDREDTHS = {"GBX": "GBP", "GBp": "GBP", "ZAc": "ZAR", "ZAC": "ZAR", "ILA": "ILS"}
US = {"XNYS", "XNAS"}
SHARES = {TickerKind.EQUITY, TickerKind.ETF}


def number(value: Any) -> Decimal | None:
    """To the places that are kept; None for what is no number, or none that fits."""
    if value is None or isinstance(value, bool):
        return None
    try:
        found = Decimal(str(value).strip().rstrip("%"))
        return found.quantize(_STEP) if found.is_finite() and abs(found) <= LIMIT else None
    except InvalidOperation:
        return None


def price(value: Any) -> Decimal | None:
    """The same; zero is what providers say of what they do not know."""
    found = number(value)
    return found if found and found > 0 else None


def volume(value: Any) -> int | None:
    found = number(value) if not isinstance(value, int) else Decimal(value)
    return int(found) if found is not None and 0 <= found < 10**18 else None


def from_epoch(value: Any) -> datetime | None:
    """Seconds since 1970; zero is none."""
    try:
        return datetime.fromtimestamp(int(str(value)), UTC) if value else None
    except (ValueError, OverflowError, OSError):
        return None


def from_iso(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day_of(value: Any) -> date | None:
    """The day of an ISO date, whatever hour stands behind it."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def in_units(currency: str, *prices: Decimal | None) -> tuple[str, tuple[Decimal | None, ...]]:
    """Pence to pounds: the currency of ISO 4217, and the prices in it."""
    if currency in HUNDREDTHS:
        return HUNDREDTHS[currency], tuple(one and (one / 100).quantize(_STEP) for one in prices)
    found = currency.upper()
    return (found if len(found) == 3 and found.isascii() and found.isalpha() else ""), prices


def close_of(ticker: Ticker, day: date) -> datetime | None:
    """When the exchange closed on that day; None where nobody knows."""
    calendar = calendar_for(ticker)
    return calendar.closes_at(day) if calendar else None


def mic_of(ticker: Ticker) -> str:
    """The exchange that it is traded on by ISO 10383, "" where we do not know it."""
    calendar = calendar_for(ticker)
    return calendar.mic if calendar else ""


def pair_of(ticker: Ticker) -> tuple[str, str] | None:
    """`EURUSD`, `EUR-USD`, `EURUSD=X` -> ("EUR", "USD"): what one of the first costs in the second."""
    if ticker.kind != TickerKind.CURRENCY_PAIR:
        return None
    letters = ticker.symbol.removesuffix("=X").replace("-", "").replace(".", "")
    return (letters[:3], letters[3:]) if len(letters) == 6 and letters.isalpha() else None


def day_from(row: Mapping[str, Any], day: Any, names: Iterable[str]) -> Day | None:
    """A day from a provider's row: open, high, low, close, volume and adjusted close under these names. None
    where it is no day that can be: zeros, a high under a low."""
    found = day_of(day)
    opened, high, low, close, shares, adjusted = (row.get(name) if name else None for name in names)
    prices = [price(one) for one in (opened, high, low, close)]
    if found is None or None in prices:
        return None
    o, h, lo, c = (one for one in prices if one is not None)
    if lo > min(o, c) or h < max(o, c):
        return None
    return Day(found, o, h, lo, c, volume(shares), price(adjusted))


def within(days: Iterable[Day | None], since: date, until: date) -> list[Day]:
    return [one for one in days if one is not None and since <= one.day <= until]


ONE_DAY = timedelta(days=1)
