"""Exchanges and symbols as the press writes them: pure functions, no database.

A ticker is printed `EXCHANGE:SYMBOL`. US listings of one operator share one prefix (`NYSE`
covers NYSE Arca and NYSE American), because symbols are unique across them and because that
is how prose names them; the precise venue is kept as a MIC beside it (ISO 10383).
"""

from __future__ import annotations

import re
from typing import NamedTuple

ALIASES = {
    "NYSEARCA": "NYSE",
    "NYSEAMERICAN": "NYSE",
    "NYSEMKT": "NYSE",
    "ARCA": "NYSE",
    "AMEX": "NYSE",
    "NASDAQGS": "NASDAQ",
    "NASDAQGM": "NASDAQ",
    "NASDAQCM": "NASDAQ",
    "BATS": "CBOE",
    "BZX": "CBOE",
    "LON": "LSE",
}
EXCHANGE = re.compile(r"[A-Z][A-Z0-9]{1,11}\Z")
SYMBOL = re.compile(r"[A-Z0-9^][A-Z0-9.^=$+#*-]{0,14}\Z")


class Symbol(NamedTuple):
    """`exchange` is "" where the text named none."""

    exchange: str
    symbol: str

    def __str__(self) -> str:
        return f"{self.exchange}:{self.symbol}" if self.exchange else self.symbol


def exchange_prefix(name: str) -> str:
    """`"NYSE Arca"` -> `"NYSE"`; a name we do not know comes back in capitals, without spaces."""
    bare = re.sub(r"[\s.\-]+", "", name).upper()
    return ALIASES.get(bare, bare)


def normal_symbol(text: str) -> str:
    """`"brk/b"` and `"BRK B"` -> `"BRK.B"`."""
    return re.sub(r"[\s/]+", ".", text.strip().upper())


def parse(text: str) -> Symbol | None:
    """`"nyse:spy"`, `"$SPY"` or `"SPY"` -> a Symbol; None where it cannot be one."""
    before, colon, after = text.strip().removeprefix("$").partition(":")
    exchange, symbol = (exchange_prefix(before), after) if colon else ("", before)
    symbol = normal_symbol(symbol)
    if (colon and not EXCHANGE.match(exchange)) or not SYMBOL.match(symbol):
        return None
    return Symbol(exchange, symbol)
