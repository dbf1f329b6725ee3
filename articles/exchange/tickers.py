"""Directories of tickers: the US exchanges' own lists, the S&P 500, and our own format.

Ours has the columns symbol, exchange, name, kind, currency and, if wanted, mic; the header tells
which of the four a file is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from articles import names, workflow
from articles.choices import TickerKind
from articles.exchange.csv_rows import Row, header_of, rows
from articles.exchange.reading import BadPath
from articles.exchange.records import BadRecord, Outcome, Skipped
from articles.exchange.report import Report
from articles.models import Article, FormerSymbol, Ticker
from articles.symbols import EXCHANGE, SYMBOL, Symbol, exchange_prefix, normal_symbol
from edge import purging

NAME_LENGTH = 200
RETOLD_AT_ONCE = 500
#: The directory's code of an exchange -> what prose prints before the colon, and the venue's MIC.
VENUES = {
    "N": ("NYSE", "XNYS"),
    "A": ("NYSE", "XASE"),
    "P": ("NYSE", "ARCX"),
    "Z": ("CBOE", "BATS"),
    "V": ("IEX", "IEXG"),
}
WRITTEN = ("name", "mic", "kind", "currency", "active")

_COMMON = re.compile(
    r"[\s,-]*\b(?:(Class [A-Z]) )?(?:Common (?:Stock|Shares?|Units?)|Ordinary Shares?|Capital Stock|"
    r"Common Shares? of Beneficial Interest|American Depositary (?:Shares?|Receipts?)\b.*)\s*(?:\(.*\))?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Listing:
    """A ticker as a directory has it. None: the directory does not say. Without an exchange it is
    for tickers that exist already."""

    symbol: str
    exchange: str = ""
    name: str | None = None
    mic: str | None = None
    kind: str | None = None
    currency: str | None = None


def nasdaq(row: Row) -> Listing:
    _refuse_tests(row)
    return Listing(row["symbol"], "NASDAQ", clean_name(row), "XNAS", _kind(row), "USD")


def other(row: Row) -> Listing:
    _refuse_tests(row)
    code = row["exchange"]
    if code not in VENUES:
        raise BadRecord(f"The exchange's code is {code[:20]!r}, but must be one of {', '.join(VENUES)}.")
    exchange, mic = VENUES[code]
    return Listing(row["act symbol"], exchange, clean_name(row), mic, _kind(row), "USD")


def sp500(row: Row) -> Listing:
    return Listing(row["symbol"])


def own(row: Row) -> Listing:
    kind, currency = row.get("kind", "").lower(), row.get("currency", "").upper()
    if kind and kind not in TickerKind.values:
        raise BadRecord(f"kind is {kind[:40]!r}, but must be one of {', '.join(TickerKind.values)}.")
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise BadRecord(f"currency is {currency[:20]!r}, but must be a code such as USD.")
    mic = row.get("mic", "").upper()
    if mic and not re.fullmatch(r"[A-Z0-9]{4}", mic):
        raise BadRecord(f"mic is {mic[:20]!r}, but must be four letters such as XNYS.")
    if not row["exchange"]:
        raise BadRecord("exchange is missing.")
    if len(row.get("name", "")) > NAME_LENGTH:
        raise BadRecord(f"name has {len(row['name'])} characters; {NAME_LENGTH} are the limit.")
    return Listing(row["symbol"], row["exchange"], row.get("name") or None, mic or None, kind or None, currency or None)


FORMATS: list[tuple[set[str], Callable[[Row], Listing]]] = [
    ({"act symbol", "exchange", "security name"}, other),
    ({"symbol", "market category", "security name"}, nasdaq),
    ({"symbol", "gics sector"}, sp500),
    ({"symbol", "exchange"}, own),
]


def clean_name(row: Row) -> str:
    """`"Agilent Technologies, Inc. Common Stock"` -> `"Agilent Technologies, Inc."`

    The class of a share stays, and so does whatever is not plain stock: units, warrants, notes.
    """
    name = row.get("security name") or row.get("company name") or ""
    bare = _COMMON.sub(lambda found: f" {found[1]}" if found[1] else "", name).strip(" -,")
    return (bare or name)[:NAME_LENGTH].strip()


def import_tickers(paths: Sequence[Path], report: Report) -> None:
    """Each file in one transaction, with what search knows of articles whose tickers got other names.

    Raises `BadPath` before anything is written.
    """
    formats = []
    for path in paths:
        header = header_of(path)
        reader = next((read for needed, read in FORMATS if needed <= header), None)
        if reader is None:
            raise BadPath(f"{path} is no directory of tickers: its header has no symbol and exchange.")
        formats.append((path, reader))
    for path, reader in formats:
        with transaction.atomic():
            _import_file(path, reader, report)


def _import_file(path: Path, reader: Callable[[Row], Listing], report: Report) -> None:
    stored = {Symbol(ticker.exchange, ticker.symbol): ticker for ticker in Ticker.objects.all()}
    by_symbol: dict[str, list[Ticker]] = {}
    for ticker in stored.values():
        by_symbol.setdefault(ticker.symbol, []).append(ticker)
    former = {Symbol(one.exchange, one.symbol): one.ticker for one in FormerSymbol.objects.select_related("ticker")}
    before = {ticker.pk: ticker.name for ticker in stored.values()}
    changed: dict[Symbol, Ticker] = {}
    for line, row in rows(path):
        try:
            if isinstance(row, BadRecord):
                raise row
            if next(iter(row.values())).startswith("File Creation Time"):
                continue  # the directories end with it
            listing = _checked(reader(row))
            _refuse_former(listing, stored, former)
            report.add(_merge(listing, stored, by_symbol, changed), "ticker")
        except Skipped as skipped:
            report.skip(path, line, skipped.reason, "ticker")
        except BadRecord as bad:
            report.fail(path, line, bad.reason, row if isinstance(row, dict) else None, "ticker")
    renamed = [ticker.pk for ticker in changed.values() if ticker.pk and ticker.name != before[ticker.pk]]
    for ticker in changed.values():
        ticker.pk = None  # the symbol decides which row is meant
    Ticker.objects.bulk_create(
        changed.values(),
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["symbol", "exchange"],
        update_fields=WRITTEN,
    )
    if changed:
        purging.touch(names.TICKERS)
    for start in range(0, len(renamed), RETOLD_AT_ONCE):
        some = renamed[start : start + RETOLD_AT_ONCE]
        workflow.retell(Article.objects.filter(ticker_sentiments__ticker__in=some).distinct())


def _merge(
    listing: Listing,
    stored: dict[Symbol, Ticker],
    by_symbol: dict[str, list[Ticker]],
    changed: dict[Symbol, Ticker],
) -> Outcome:
    """Take over what the listing says and differs; a ticker that is listed is active."""
    symbol = Symbol(listing.exchange, listing.symbol)
    if not listing.exchange:
        candidates = by_symbol.get(listing.symbol, [])
        if len(candidates) != 1:
            why = "more than one ticker has" if candidates else "no ticker has"
            raise Skipped(f"{why} the symbol {listing.symbol}, and this list names no exchange.")
        symbol = Symbol(candidates[0].exchange, listing.symbol)
    ticker = stored.get(symbol)
    outcome = Outcome.UNCHANGED
    if ticker is None:
        ticker = stored[symbol] = Ticker(exchange=symbol.exchange, symbol=symbol.symbol)
        outcome = Outcome.CREATED
    said = {name: value for name in WRITTEN[:-1] if (value := getattr(listing, name)) is not None}
    said["active"] = True
    if outcome == Outcome.UNCHANGED and any(getattr(ticker, name) != value for name, value in said.items()):
        outcome = Outcome.UPDATED
    for name, value in said.items():
        setattr(ticker, name, value)
    if outcome != Outcome.UNCHANGED:
        changed[symbol] = ticker
    return outcome


def _refuse_former(listing: Listing, stored: dict[Symbol, Ticker], former: dict[Symbol, Ticker]) -> None:
    """A list of before must not make a second ticker of one that has another symbol since."""
    symbol = Symbol(listing.exchange, listing.symbol)
    if symbol not in stored and (now := former.get(symbol)):
        raise Skipped(f"{symbol} is {now} now. Add it in the newsroom if another company bears that symbol.")


def _checked(listing: Listing) -> Listing:
    listing.symbol = normal_symbol(listing.symbol)
    listing.exchange = exchange_prefix(listing.exchange)
    if not SYMBOL.match(listing.symbol):
        raise BadRecord(f"{listing.symbol[:40]!r} cannot be a symbol.")
    if listing.exchange and not EXCHANGE.match(listing.exchange):
        raise BadRecord(f"{listing.exchange[:40]!r} cannot be an exchange.")
    return listing


def _kind(row: Row) -> str:
    return TickerKind.ETF if row.get("etf") == "Y" else TickerKind.EQUITY


def _refuse_tests(row: Row) -> None:
    if row.get("test issue") == "Y":
        raise Skipped("a test issue.")
