"""Tickers of the text that are not tagged, and tags that the text does not mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from articles.models import FormerSymbol, Ticker
from articles.proofing import companies
from articles.proofing.findings import Finding, Offer, advice
from articles.proofing.story import Story
from articles.symbols import Symbol
from articles.text import fold, spot_tickers

#: So many are offered; a list of all shares of an index is no offer.
MOST = 12


def not_mentioned(story: Story) -> Iterator[Finding]:
    if not story.text:
        return
    text = story.whole_text
    folded = f" {fold(text)} "
    spotted = {symbol.symbol for symbol in spot_tickers(text)}
    for tag in story.tags:
        if tag.symbol in spotted or re.search(rf"(?<![\w.]){re.escape(tag.symbol)}(?!\w)", text):
            continue
        if not companies.is_named_in(folded, tag.name):
            yield advice(f"{tag} is tagged, but the text does not mention it.", f"ticker_sentiments-{tag.row}-ticker")


def not_tagged(story: Story) -> Iterator[Finding]:
    """Symbols first, in the order in which they stand in the text; then companies that are called by name."""
    tagged = {tag.ticker for tag in story.tags}
    text = story.whole_text
    spotted = list(spot_tickers(text))[:MOST]
    known = _known(spotted)
    offered: list[Ticker] = []
    for symbol in spotted:
        found = known[symbol]
        if not found:
            yield advice(f"The text names {symbol}, which is no ticker here.", "ticker_sentiments")
        elif not tagged & {ticker.pk for ticker in found}:
            offered.append(found[0])
    missing = [pk for pk in companies.named_in(text) if pk not in tagged]
    if missing:
        named = Ticker.objects.in_bulk(missing)
        offered += [named[pk] for pk in missing if pk in named]
    for ticker in list(dict.fromkeys(offered))[:MOST]:
        called = f"{ticker} ({ticker.name})" if ticker.name else str(ticker)
        offer = Offer("ticker", ticker.pk, str(ticker), f"Tag {ticker}")
        yield advice(f"The text mentions {called}, which is not tagged.", "ticker_sentiments", offer)


def _known(symbols: list[Symbol]) -> dict[Symbol, list[Ticker]]:
    """What each symbol names now, active tickers first, else what it named before; at most two queries."""
    now = _by_symbol(symbols, [(t.exchange, t.symbol, t) for t in _active_first(Ticker.objects, symbols)])
    missing = [symbol for symbol in symbols if not now[symbol]]
    former = FormerSymbol.objects.select_related("ticker").filter(symbol__in={symbol.symbol for symbol in missing})
    before = [(one.exchange, one.symbol, one.ticker) for one in former] if missing else []
    return now | _by_symbol(missing, before)


def _active_first(tickers: Any, symbols: list[Symbol]) -> Any:
    wanted = {symbol.symbol for symbol in symbols}
    return tickers.filter(symbol__in=wanted).order_by("-active", "exchange") if wanted else ()


def _by_symbol(symbols: list[Symbol], named: list[tuple[str, str, Ticker]]) -> dict[Symbol, list[Ticker]]:
    return {
        wanted: [
            ticker
            for exchange, symbol, ticker in named
            if symbol == wanted.symbol and wanted.exchange in ("", exchange)
        ]
        for wanted in symbols
    }
