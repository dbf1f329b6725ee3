from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.exchange.reading import BadPath
from articles.exchange.report import Report
from articles.exchange.run import Options, import_paths
from articles.exchange.tickers import import_tickers
from articles.models import Article, Author, Category, FrontPageSlot, Risk, StandingPage, Ticker
from markets.models import MarketStripEntry
from markets.quotes_csv import import_quotes
from newssite.sample_bars import write_sample_bars

#: Source references: the lead, then the seconds from left to right.
FRONT_PAGE = (
    "2026-02-10-treasury-envoys-return-from-beijing",
    "2026-02-13-quillon-heart-pill",
    "2026-02-04-norrland-memory-prices",
)
MARKET_STRIP = ("SPY", "QQQ", "NRSC", "CGRD", "QLTX", "VDGC", "HVNB")


def first_content() -> str:
    """What a person or an import has put into the database, in a word; nothing where it is as `migrate` left it."""
    for model in (Article, Author, Category, Risk, Ticker, get_user_model()):
        if model._default_manager.exists():
            return str(model._meta.verbose_name_plural)
    made = import_module("articles.migrations.0004_standing_pages").PAGES
    untouched = {(slug, title, body.strip(), "") for slug, title, body in made}
    if set(StandingPage.objects.values_list("slug", "title", "body", "footer_note")) != untouched:
        return "standing pages of its own"
    return ""


class Command(BaseCommand):
    help = "Fills an empty database with the sample edition; refuses any other."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.ROOT / "sample", help="default: %(default)s")

    def handle(self, **options: Any) -> None:
        with transaction.atomic():
            if there := first_content():
                raise CommandError(f"The sample edition is for an empty database, and this one holds {there}.")
            number = self._load(options["folder"])
        self.stdout.write(f"The sample edition is in: {number} articles.")

    def _load(self, folder: Path) -> int:
        report = Report()
        try:
            import_tickers([folder / "tickers.csv"], report)
            import_quotes(folder / "quotes.csv", report)
            self._check(report)
            write_sample_bars()
            report = import_paths([folder], Options(publish=True, write_rejects=False))
        except BadPath as bad:
            raise CommandError(str(bad)) from None
        self._check(report)
        for position, reference in enumerate(FRONT_PAGE, start=1):
            FrontPageSlot.objects.update_or_create(
                position=position, defaults={"article": Article.objects.get(source_reference=reference)}
            )
        for position, symbol in enumerate(MARKET_STRIP, start=1):
            MarketStripEntry.objects.create(position=position, ticker=Ticker.objects.get(symbol=symbol))
        return Article.objects.count()

    def _check(self, report: Report) -> None:
        """All of it or nothing."""
        if report.failed:
            raise CommandError(f"The sample edition is damaged: {report.failed[0]}.")
