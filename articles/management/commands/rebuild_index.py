from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from articles import search
from articles.choices import Status
from articles.models import Article, SearchDocument

BATCH = 500


class Command(BaseCommand):
    help = "Writes the search index anew from all published articles. The site can be read meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=BATCH, help="articles a transaction (default: %(default)s)")

    def handle(self, **options: Any) -> None:
        engine = search.engine()
        last = done = 0
        while True:
            with transaction.atomic():
                published = Article.objects.filter(status=Status.PUBLISHED, pk__gt=last)
                batch = list(published.order_by("pk")[: max(options["batch"], 1)])
                engine.index(batch)
            if not batch:
                break
            last, done = batch[-1].pk, done + len(batch)
        with transaction.atomic():
            SearchDocument.objects.exclude(article__status=Status.PUBLISHED).delete()
            engine.rebuild()
        self.stdout.write(f"{done:,} articles are in the index.")
