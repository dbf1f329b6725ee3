from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.exchange.records import BadRecord
from articles.exchange.report import Progress
from markets.naming import named
from markets.providers import chosen
from markets.refreshing import refresh
from markets.wanted import seen, wanted


class Command(BaseCommand):
    help = (
        "Asks the providers of QUOTE_PROVIDERS for prices of the tickers that readers can see: while their exchange is "
        "open, and once after its close. What fails leaves the stored price as it is, and ends with status 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tickers", nargs="*", metavar="NASDAQ:AAPL", help="only these, whether they are due or not")
        parser.add_argument("--all", action="store_true", help="all that readers can see, whether they are due or not")

    def handle(self, **options: Any) -> None:
        if not any(True for _ in chosen()):
            raise CommandError("There is nobody to ask: QUOTE_PROVIDERS names no provider that has its key.")
        try:
            tickers = [named(one) for one in options["tickers"]]
        except BadRecord as bad:
            raise CommandError(bad.reason) from None
        tickers = tickers or (list(seen()) if options["all"] else wanted(timezone.now()))
        progress = Progress(len(tickers))
        run = refresh(tickers, progress.at)
        progress.close()
        for problem in run.problems:
            self.stderr.write(problem)
        self.stdout.write(str(run))
        if run.problems:
            raise CommandError("Not all that was wanted could be had; what is stored stays.")
