from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles import search
from articles.choices import Status
from articles.models import Article, SearchDocument
from articles.search import wholeness

BATCH = 500
#: A terminal is told after so many seconds.
SAY_EVERY = 0.5


class Command(BaseCommand):
    help = (
        "Writes the search index anew from all published articles, batch by batch. The site can be read, "
        "searched and edited meanwhile; stopped half way, it is run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=BATCH, help="articles a transaction (default: %(default)s)")

    def handle(self, **options: Any) -> None:
        engine = search.engine()
        if not wholeness.is_there(engine):
            wholeness.make_anew()
            self.stdout.write("The index was missing; an empty one was made.")
        published = Article.objects.filter(status=Status.PUBLISHED)
        total = published.count()
        last = done = 0
        said = time.monotonic()
        while True:
            with transaction.atomic():
                batch = list(published.filter(pk__gt=last).order_by("pk")[: max(options["batch"], 1)])
                engine.index(batch)
            if not batch:
                break
            last, done = batch[-1].pk, done + len(batch)
            if sys.stderr.isatty() and time.monotonic() - said > SAY_EVERY:
                said = time.monotonic()
                self.stderr.write(f"\r{done:,} of {total:,} articles", ending="")
        with transaction.atomic():
            gone, _ = SearchDocument.objects.exclude(article__status=Status.PUBLISHED).delete()
            engine.tidy()
        self.stdout.write(f"{done:,} articles are in the index.")
        if gone:
            self.stdout.write(f"{gone:,} that are not published were taken out of it.")
