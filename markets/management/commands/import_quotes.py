from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exchange.reading import BadPath
from articles.exchange.remembered import Remembered
from articles.exchange.report import Report, rejects_beside
from markets.quotes_csv import import_quotes


class Command(BaseCommand):
    help = (
        "Imports last prices from a CSV file with the columns symbol, exchange, price, change, change_percent, "
        "as_of and source. A price older than the stored one is skipped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="CSV")
        parser.add_argument(
            "--rejects", type=Path, metavar="FILE", help="where failed rows go (default: beside the file)"
        )

    def handle(self, **options: Any) -> None:
        report = Report(options["rejects"] or rejects_beside(options["path"]))
        try:
            with Remembered("import_quotes", [options["path"]]) as run:
                run.report = report
                import_quotes(options["path"], report)
        except BadPath as bad:
            raise CommandError(str(bad)) from None
        report.print(self.stdout, self.stderr, "quote")
        if verdict := report.verdict():
            raise CommandError(verdict)
