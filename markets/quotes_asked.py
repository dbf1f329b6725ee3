"""The quotes that an open page asks for by name."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from articles import symbols
from articles.symbols import Symbol
from markets.models import Quote

#: So many tickers are answered at once: more than a page of cards has.
MOST = 50
#: Longer than any list of so many.
LONGEST = 2_000
HOW = "Name up to 50 tickers as /quotes/?tickers=NYSE:SPY,NASDAQ:QQQ."


class Asked(NamedTuple):
    """`trouble` is a sentence where what was asked cannot be answered, else ""."""

    symbols: list[Symbol]
    trouble: str = ""


def read(text: str) -> Asked:
    """`NYSE:SPY,nasdaq:qqq` -> the symbols, each once; what cannot be one, or names no exchange, is left out."""
    if not text.strip(" ,"):
        return Asked([], f"No ticker is named. {HOW}")
    if len(text) > LONGEST:
        return Asked([], f"This list is too long. {HOW}")
    found = dict.fromkeys(symbols.parse(name) for name in text.split(","))
    named = [symbol for symbol in found if symbol and symbol.exchange]
    if not named:
        return Asked([], f"{text[:40]!r} names no ticker with its exchange. {HOW}")
    if len(named) > MOST:
        return Asked([], f"{len(named)} tickers are named. {HOW}")
    return Asked(named)


def quotes_of(wanted: Collection[Symbol]) -> list[Quote]:
    """The last quotes of those that have one. One query, by the index of symbols."""
    found = Quote.objects.filter(ticker__symbol__in={symbol.symbol for symbol in wanted}).select_related("ticker")
    return [quote for quote in found.order_by() if Symbol(quote.ticker.exchange, quote.ticker.symbol) in wanted]
