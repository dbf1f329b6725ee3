from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exchange.reading import BadPath
from articles.exchange.records import BadRecord
from articles.exchange.remembered import Remembered
from articles.exchange.report import Report, rejects_beside
from markets.bars_csv import import_bars
from markets.naming import named


class Command(BaseCommand):
    help = (
        "Imports daily bars from a CSV file with the columns date, open, high, low and close, and where they are "
        "known volume and adjusted close. Importing it again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="CSV")
        parser.add_argument("--ticker", metavar="NASDAQ:AAPL", help="whose bars they are, where no column names it")
        parser.add_argument("--source", default="", help="who says so, as readers are told (default: the file's name)")
        parser.add_argument(
            "--rejects", type=Path, metavar="FILE", help="where failed rows go (default: beside the file)"
        )

    def handle(self, **options: Any) -> None:
        path: Path = options["path"]
        report = Report(options["rejects"] or rejects_beside(path))
        try:
            ticker = named(options["ticker"]) if options["ticker"] else None
            with Remembered("import_bars", [path]) as run:
                run.report = report
                import_bars(path, report, ticker=ticker, source=options["source"])
        except (BadPath, BadRecord) as bad:
            raise CommandError(str(bad)) from None
        report.print(self.stdout, self.stderr, "bar")
        if verdict := report.verdict():
            raise CommandError(verdict)
