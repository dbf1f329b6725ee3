"""Which ticker an input means: under its name of today or a former one, and never a guess."""

from __future__ import annotations

from articles.exchange.records import BadRecord
from articles.models import Ticker
from articles.symbols import parse


def named(text: str) -> Ticker:
    """`NASDAQ:AAPL`, or a symbol alone where it is plain which is meant. Raises `BadRecord` with a sentence."""
    symbol = parse(text)
    if symbol is None:
        raise BadRecord(f"{text[:40]!r} cannot be a ticker.")
    found = list(Ticker.objects.named(symbol)[:2])
    if not found:
        raise BadRecord(f"There is no ticker {symbol}.")
    if len(found) > 1:
        raise BadRecord(f"{symbol} is on {found[0].exchange} and on {found[1].exchange}; name the exchange.")
    return found[0]
