from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from articles import revision_schema
from articles.revisions import beginning


class Command(BaseCommand):
    help = (
        "Keeps every article that has no revision yet as it is now, and puts back the triggers that keep "
        "revisions from changes, where they are missing. The site can be used meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--batch", type=int, default=beginning.BATCH, help="articles a transaction (default: %(default)s)"
        )

    def handle(self, **options: Any) -> None:
        if missing := revision_schema.missing(connection):
            with transaction.atomic():
                revision_schema.drop(connection)
                revision_schema.create(connection)
            self.stdout.write(f"Put back: {', '.join(sorted(missing))}.")
        done = 0
        for number in beginning.begin(max(options["batch"], 1)):
            done += number
            if sys.stderr.isatty():
                self.stderr.write(f"\r{done:,} articles", ending="")
        self.stdout.write(f"{done:,} articles have their first revision now.")
