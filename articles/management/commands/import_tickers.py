from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exchange.reading import BadPath
from articles.exchange.remembered import Remembered
from articles.exchange.report import Report, rejects_beside
from articles.exchange.tickers import import_tickers


class Command(BaseCommand):
    help = (
        "Imports directories of tickers (CSV): the Nasdaq's and the other US exchanges' symbol lists, "
        "the S&P 500, or our own with symbol, exchange, name, kind, currency, mic."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="CSV")
        parser.add_argument(
            "--rejects", type=Path, metavar="FILE", help="where failed rows go (default: beside the first)"
        )

    def handle(self, **options: Any) -> None:
        report = Report(options["rejects"] or rejects_beside(options["paths"][0]))
        try:
            with Remembered("import_tickers", options["paths"]) as run:
                run.report = report
                import_tickers(options["paths"], report)
        except BadPath as bad:
            raise CommandError(str(bad)) from None
        report.print(self.stdout, self.stderr, "ticker")
        if verdict := report.verdict():
            raise CommandError(verdict)
