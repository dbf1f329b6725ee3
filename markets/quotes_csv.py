"""Last prices from a CSV file: symbol, exchange, price, change, change_percent, as_of, source."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.exchange.csv_rows import Row, header_of, rows
from articles.exchange.reading import BadPath
from articles.exchange.records import BadRecord, Outcome, Skipped
from articles.exchange.report import Report
from articles.exchange.values import moment, within
from markets.models import Quote
from markets.naming import named

VALUES = ("price", "change", "change_percent", "as_of", "source")
NEEDED = {"symbol", "price", "as_of", "source"}
_NUMBER = re.compile(r"[+-]?(\d{1,8})(?:\.(\d{1,6}))?")
_PERCENT = re.compile(r"[+-]?(\d{1,8})(?:\.(\d{1,4}))?%?")


def import_quotes(path: Path, report: Report) -> None:
    """One file in one transaction; a row that fails leaves its ticker's quote as it was."""
    if missing := NEEDED - header_of(path):
        raise BadPath(f"{path} is no list of quotes: it has no column {' or '.join(sorted(missing))}.")
    with transaction.atomic():
        for line, row in rows(path):
            try:
                if isinstance(row, BadRecord):
                    raise row
                report.add(_write(row), "quote")
            except Skipped as skipped:
                report.skip(path, line, skipped.reason, "quote")
            except BadRecord as bad:
                report.fail(path, line, bad.reason, row if isinstance(row, dict) else None, "quote")


def _write(row: Row) -> Outcome:
    ticker = named(f"{row['exchange']}:{row['symbol']}" if row.get("exchange") else row["symbol"])
    price = _decimal(row, "price", _NUMBER)
    if price is None:
        raise BadRecord("price is missing.")
    read = Quote(
        ticker=ticker,
        price=price,
        change=_decimal(row, "change", _NUMBER),
        change_percent=_decimal(row, "change_percent", _PERCENT),
        as_of=_as_of(row),
        source=within(Quote, "source", row["source"]),
    )
    if not read.source:
        raise BadRecord("source is missing.")
    values = {name: getattr(read, name) for name in VALUES}
    try:
        read.clean()
    except ValidationError as error:
        raise BadRecord(" ".join(error.messages)) from None
    quote = Quote.objects.filter(ticker=ticker).first()
    if quote is None:
        read.save()
        return Outcome.CREATED
    if read.as_of < quote.as_of:
        raise Skipped(f"{ticker} has a price of {quote.as_of.isoformat()} already, which is newer.")
    # What the row leaves open was worked out from the rest when the quote was saved.
    if all(value is None or getattr(quote, name) == value for name, value in values.items()):
        return Outcome.UNCHANGED
    for name, value in values.items():
        setattr(quote, name, value)
    quote.save()
    return Outcome.UPDATED


def _decimal(row: Row, name: str, shape: re.Pattern[str]) -> Decimal | None:
    text = row.get(name, "").replace("\u2212", "-")
    if not text:
        return None
    if not shape.fullmatch(text):
        raise BadRecord(f"{name} is {text[:40]!r}, which is no number such as 693.95.")
    return Decimal(text.rstrip("%"))


def _as_of(row: Row) -> datetime:
    if not row["as_of"]:
        raise BadRecord("as_of is missing.")
    found = moment(row["as_of"], "as_of")
    if not isinstance(found, datetime):
        raise BadRecord(f"as_of is {row['as_of']}: a price needs an hour, too.")
    return found
