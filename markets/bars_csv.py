"""Daily bars from a CSV file: date, open, high, low, close, and where they are known volume and adjusted close.

Columns may have a name before theirs (`AAPL.Close`), and others may stand beside them. A file is of
one ticker, which the command names, or has a column `ticker` (or `symbol`) that names it row by row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from articles import names
from articles.exchange.reading import BadPath
from articles.exchange.records import BadRecord, Outcome
from articles.exchange.report import Progress, Report
from articles.models import Ticker
from articles.rows import insert_rows
from edge import purging
from markets.changes import LIMIT, PLACES
from markets.models import Bar
from markets.naming import named

NEEDED = ("date", "open", "high", "low", "close")
_ADJUSTED = {"adjusted", "adjclose", "adjustedclose"}
#: So many rows are compared with the stored ones, and written, together.
BATCH = 5_000
#: Where a day begins first.
FURTHEST_EAST = timedelta(hours=14)
FIELDS = ("open", "high", "low", "close", "volume", "adjusted_close", "source")
_STEP = Decimal(1).scaleb(-PLACES)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ][\d:.+Z-]*)?")
_WHOLE = re.compile(r"(\d{1,18})(?:\.0*)?")


class Read(NamedTuple):
    """One row: the line, which ticker it names ("" where the file names none), and the bar's values."""

    line: int
    ticker: str
    day: date
    values: tuple[object, ...]


def import_bars(path: Path, report: Report, *, ticker: Ticker | None = None, source: str = "") -> None:
    """One file, `BATCH` rows a transaction. What a stored bar has otherwise is put right; a row that
    fails leaves its day as it was. Raises `BadPath` for a file that is no list of bars."""
    try:
        with path.open("rb") as file:
            reader = csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline=""))
            columns = _columns(next(reader, []), path, named_elsewhere=ticker is not None)
            tickers: dict[str, Ticker | BadRecord] = {"": ticker} if ticker else {}
            progress = Progress(path.stat().st_size)
            rows = _rows(reader, columns, source or path.name, path, report)
            while batch := list(islice(rows, BATCH)):
                _write(batch, tickers, path, report)
                progress.at(file.tell(), len(batch))
            progress.close()
    except (OSError, csv.Error) as error:
        raise BadPath(f"{path} cannot be read: {error}.") from None


def _columns(header: Sequence[str], path: Path, *, named_elsewhere: bool) -> dict[str, int]:
    """Which column holds what; the first of each name."""
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        name = re.sub(r"[^a-z]", "", title.rpartition(".")[2].lower())
        name = "adjusted_close" if name in _ADJUSTED else {"symbol": "ticker", "day": "date"}.get(name, name)
        found.setdefault(name, at)
    if missing := [name for name in NEEDED if name not in found]:
        raise BadPath(f"{path} is no list of daily bars: it has no column {' or '.join(missing)}.")
    if named_elsewhere:
        found.pop("ticker", None)
    elif "ticker" not in found:
        raise BadPath(f"{path} has no column that names a ticker: say whose bars they are with --ticker NASDAQ:AAPL.")
    return found


def _rows(
    reader: Iterator[list[str]], columns: dict[str, int], source: str, path: Path, report: Report
) -> Iterator[Read]:
    today = (timezone.now() + FURTHEST_EAST).date()
    for line, row in enumerate(reader, 2):
        if not any(row):
            continue
        try:
            yield _read(line, row, columns, source, today)
        except BadRecord as bad:
            report.fail(path, line, bad.reason, row, "bar")


def _read(line: int, row: list[str], columns: dict[str, int], source: str, today: date) -> Read:
    texts = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
    day = _day(texts["date"], today)
    opened, high, low, close = (_price(texts[name], name) for name in ("open", "high", "low", "close"))
    if low > min(opened, close) or high < max(opened, close):
        raise BadRecord(f"The low {low} and the high {high} do not hold the open {opened} and the close {close}.")
    adjusted = _price(texts["adjusted_close"], "adjusted close") if texts.get("adjusted_close") else None
    return Read(
        line,
        texts.get("ticker", ""),
        day,
        (opened, high, low, close, _volume(texts.get("volume", "")), adjusted, source),
    )


def _day(text: str, today: date) -> date:
    match = _DAY.fullmatch(text)
    try:
        day = date.fromisoformat(match[1] if match else text)
    except ValueError:
        raise BadRecord(f"date is {text[:40]!r}, which is no day such as 2026-02-10.") from None
    if day > today:
        raise BadRecord(f"date is {day}, which is still to come.")
    return day


def _price(text: str, name: str) -> Decimal:
    try:
        value = Decimal(text)
        if 0 <= value <= LIMIT:
            return value.quantize(_STEP)
    except InvalidOperation:
        pass
    raise BadRecord(f"{name} is {text[:40]!r}, which is no price such as 693.95.")


def _volume(text: str) -> int | None:
    if not text:
        return None
    match = _WHOLE.fullmatch(text)
    if match is None:
        raise BadRecord(f"volume is {text[:40]!r}, which is no whole number.")
    return int(match[1])


@transaction.atomic
def _write(batch: list[Read], tickers: dict[str, Ticker | BadRecord], path: Path, report: Report) -> None:
    """What is new is inserted, what differs is updated; of two rows of one day the later one counts."""
    wanted: dict[tuple[int, date], Read] = {}
    for read in batch:
        if read.ticker not in tickers:
            tickers[read.ticker] = _named(read.ticker)
        found = tickers[read.ticker]
        if isinstance(found, BadRecord):
            report.fail(path, read.line, found.reason, None, "bar")
        else:
            if earlier := wanted.get((found.pk, read.day)):
                report.skip(path, earlier.line, f"{read.day} stands again in line {read.line}, which counts.", "bar")
            wanted[found.pk, read.day] = read
    stored = _stored(wanted)
    new: list[dict[str, Any]] = []
    changed: list[Bar] = []
    unchanged = 0
    for (pk, day), read in wanted.items():
        before = stored.get((pk, day))
        if before is None:
            new.append(_row(pk, day, *read.values))
        elif before[1:] == read.values:
            unchanged += 1
        else:
            changed.append(Bar(pk=before[0], ticker_id=pk, day=day, **dict(zip(FIELDS, read.values, strict=True))))
    for outcome, number in (Outcome.CREATED, len(new)), (Outcome.UPDATED, len(changed)), (Outcome.UNCHANGED, unchanged):
        report.counts["bar", outcome] += number
    insert_rows(Bar, new)
    Bar.objects.bulk_update(changed, FIELDS, batch_size=100)
    if new or changed:
        written = {row["ticker_id"] for row in new} | {bar.ticker_id for bar in changed}
        purging.touch(*(names.ticker(one) for one in tickers.values() if isinstance(one, Ticker) and one.pk in written))


def _named(text: str) -> Ticker | BadRecord:
    try:
        return named(text)
    except BadRecord as bad:
        return bad


def _stored(wanted: dict[tuple[int, date], Read]) -> dict[tuple[int, date], tuple[Any, ...]]:
    """The bars that the archive has of these tickers, from the first to the last of these days."""
    if not wanted:
        return {}
    days = [day for _, day in wanted]
    bars = Bar.objects.filter(ticker__in={pk for pk, _ in wanted}, day__gte=min(days), day__lte=max(days))
    return {(row[0], row[1]): row[2:] for row in bars.order_by().values_list("ticker_id", "day", "pk", *FIELDS)}


def _row(pk: int, day: date, opened: Any, high: Any, low: Any, close: Any, *rest: Any) -> dict[str, Any]:
    """What both databases take as it is: a Decimal as text, which they make a number of."""
    volume, adjusted, source = rest
    return {
        "ticker_id": pk, "day": day.isoformat(), "open": str(opened), "high": str(high), "low": str(low),
        "close": str(close), "volume": volume, "adjusted_close": None if adjusted is None else str(adjusted),
        "source": source,
    }  # fmt: skip
