"""Files: prices that somebody puts into a folder of this machine, `QUOTE_FILES`. The default, and needs no network.

Every `*.csv` in the folder (not in folders inside it) is read by its header: a list of quotes as `import_quotes` takes
it, or a list of daily bars as `import_bars` does, with a column `ticker`. Of two prices of a ticker the later one
counts. A file is to be put in its place whole, by renaming it. A row that cannot be read is passed over:
`import_quotes` on the same file says why.

Limits: files up to 50 MB. Delay, attribution and licence are what the rows, or whoever supplies them, say.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from django.conf import settings

from articles.exchange.csv_rows import header_of, rows
from articles.exchange.reading import BadPath
from articles.exchange.records import BadRecord
from articles.models import Ticker
from articles.symbols import parse
from markets.bars_csv import NEEDED as BAR_COLUMNS
from markets.providers.provider import Day, Provider, ProviderError
from markets.providers.values import day_from, within
from markets.quotes_csv import NEEDED as QUOTE_COLUMNS
from markets.quotes_csv import reading_of
from markets.reading import Reading

BIGGEST = 50_000_000


class Files(Provider):
    attribution = "Files"
    needs_key = needs_network = False
    batch = 1_000

    def is_there(self) -> bool:
        return any(Path(settings.QUOTE_FILES).glob("*.csv"))

    def covers(self, ticker: Ticker) -> bool:
        return True

    def quotes(self, tickers: Sequence[Ticker]) -> dict[int, Reading]:
        by_name = {str(ticker): ticker.pk for ticker in tickers}
        found: dict[int, Reading] = {}
        for path in _files(QUOTE_COLUMNS):
            for _, row in rows(path):
                if isinstance(row, BadRecord) or (key := by_name.get(_named(row))) is None:
                    continue
                try:
                    reading = reading_of(row)
                except BadRecord:
                    continue
                if key not in found or reading.as_of > found[key].as_of:
                    found[key] = reading
        return found

    def bars(self, ticker: Ticker, since: date, until: date) -> list[Day]:
        names = ("open", "high", "low", "close", "volume", "adjusted_close")
        found: dict[date, Day] = {}
        for path in _files({*BAR_COLUMNS, "ticker"}):
            for _, row in rows(path):
                if not isinstance(row, BadRecord) and _named({"symbol": row["ticker"]}) == str(ticker):
                    day = day_from(row, row.get("date"), names)
                    found |= {one.day: one for one in within([day], since, until)}
        return list(found.values())


def _files(columns: set[str]) -> Iterator[Path]:
    """Those that have these columns, by name."""
    folder = Path(settings.QUOTE_FILES)
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.csv")):
        try:
            if path.stat().st_size <= BIGGEST and columns <= header_of(path):
                yield path
        except (BadPath, OSError, csv.Error) as error:
            raise ProviderError(f"{path.name} in the folder of prices cannot be read: {error}") from None


def _named(row: dict[str, str]) -> str:
    name = f"{row['exchange']}:{row['symbol']}" if row.get("exchange") else row["symbol"]
    symbol = parse(name)
    return f"{symbol.exchange}:{symbol.symbol}" if symbol else ""
