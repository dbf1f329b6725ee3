from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exchange.records import BadRecord
from articles.exchange.report import Progress
from markets.backfilling import backfill
from markets.naming import named
from markets.providers import chosen
from markets.providers.limits import Resting
from markets.providers.provider import ProviderError
from markets.wanted import seen


class Command(BaseCommand):
    help = (
        "Asks the providers of QUOTE_PROVIDERS for daily bars that are missing. It may be stopped and run again: "
        "what is there is not asked for again, and not changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tickers", nargs="*", metavar="NASDAQ:AAPL", help="only these (default: all readers see)")
        parser.add_argument("--since", type=date.fromisoformat, metavar="2016-01-01", help="how far back")

    def handle(self, **options: Any) -> None:
        if not any(provider.has_bars for provider in chosen()):
            raise CommandError("There is nobody to ask: QUOTE_PROVIDERS names no provider of bars that has its key.")
        try:
            tickers = [named(one) for one in options["tickers"]] or list(seen())
        except BadRecord as bad:
            raise CommandError(bad.reason) from None
        progress = Progress(len(tickers))
        days, failed, said = 0, 0, set()
        for number, ticker in enumerate(tickers, 1):
            try:
                stored = backfill(ticker, options["since"])
                days += stored
                if stored and int(options["verbosity"]) > 1:
                    self.stdout.write(f"{ticker}: {stored}")
            except ProviderError as error:
                failed += 1
                if str(error) not in said:
                    said.add(str(error))
                    self.stderr.write(f"{ticker}: {error}" if not isinstance(error, Resting) else str(error))
            progress.at(number)
        progress.close()
        self.stdout.write(f"{len(tickers) - failed} of {len(tickers)} tickers, {days} new days.")
        if failed:
            raise CommandError("Not all that is missing could be had: run it again later.")
