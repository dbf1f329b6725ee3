"""Last prices from a CSV file: symbol, exchange, price, change, change_percent, as_of, source; where they are
known previous_close, currency, session (pre, regular, post, closed) and delay_minutes."""

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
from markets.choices import Session
from markets.models import Quote
from markets.naming import named
from markets.reading import Reading
from markets.taking import take

NEEDED = {"symbol", "price", "as_of", "source"}
_CURRENCY = re.compile(r"[A-Z]{3}")
_SESSION = re.compile("|".join(Session.values))
_MINUTES = re.compile(r"\d{1,4}")
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
    try:
        outcome = take(ticker, reading_of(row))
    except ValidationError as error:
        raise BadRecord(" ".join(error.messages)) from None
    if outcome.why:
        raise Skipped(outcome.why)
    return Outcome(outcome.taken)


def reading_of(row: Row) -> Reading:
    """What a row says of a price. Raises `BadRecord` for what cannot be read."""
    price = _decimal(row, "price", _NUMBER)
    if price is None:
        raise BadRecord("price is missing.")
    source = within(Quote, "source", row["source"])
    if not source:
        raise BadRecord("source is missing.")
    return Reading(
        price=price,
        as_of=_as_of(row),
        source=source,
        change=_decimal(row, "change", _NUMBER),
        change_percent=_decimal(row, "change_percent", _PERCENT),
        previous_close=_decimal(row, "previous_close", _NUMBER),
        currency=_one_of(row, "currency", _CURRENCY, "no currency such as USD"),
        session=_one_of(row, "session", _SESSION, f"none of {', '.join(Session.values)}"),
        delay_minutes=_delay(row),
    )


def _one_of(row: Row, name: str, shape: re.Pattern[str], expected: str) -> str:
    text = row.get(name, "")
    if text and not shape.fullmatch(text):
        raise BadRecord(f"{name} is {text[:40]!r}, which is {expected}.")
    return text


def _delay(row: Row) -> int | None:
    text = _one_of(row, "delay_minutes", _MINUTES, "no number of minutes")
    return int(text) if text else None


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
