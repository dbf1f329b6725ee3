from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles import revision_schema
from articles.models import Article
from articles.revisions.proof import prove

#: A terminal is told after so many seconds.
SAY_EVERY = 0.5


class Command(BaseCommand):
    help = (
        "Proves that every revision is as it was written, that none is missing, and that every article is as its "
        "last revision says. Names each broken link, and ends with status 1 if there is one."
    )

    def handle(self, **options: Any) -> None:
        articles = revisions = faults = 0
        for name in sorted(revision_schema.missing(connection)):
            faults += 1
            self.stdout.write(f"the trigger {name} is missing: revisions can be changed.")
        total, said = Article.objects.count(), time.monotonic()
        for proved in prove():
            articles, revisions = articles + proved.articles, revisions + proved.revisions
            faults += len(proved.faults)
            for fault in proved.faults:
                self.stdout.write(str(fault))
            if sys.stderr.isatty() and time.monotonic() - said > SAY_EVERY:
                said = time.monotonic()
                self.stderr.write(f"\r{articles:,} of {total:,} articles", ending="")
        looked = f"{revisions:,} revisions of {articles:,} articles"
        if faults:
            raise CommandError(f"{looked}: {faults:,} {'is' if faults == 1 else 'are'} wrong.")
        self.stdout.write(f"{looked}: every chain is whole.")
