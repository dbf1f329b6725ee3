from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.exchange.ahead import ReaderLost
from articles.exchange.reading import BadPath
from articles.exchange.remembered import Remembered
from articles.exchange.report import Report
from articles.exchange.run import KINDS, Options, import_paths


class Command(BaseCommand):
    help = (
        "Imports articles from text pages (.txt), JSON Lines (.jsonl) and JSON or IPTC ninjs (.json), "
        "from files or from folders. Running it twice changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would happen, and change nothing; on SQLite nobody can save while it runs",
        )
        parser.add_argument("--publish", action="store_true", help="publish at the article's date, else now")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="take the input's words even where the newsroom changed them since the last import",
        )
        parser.add_argument("--category", default="", metavar="NAME", help="for articles that name none")
        parser.add_argument(
            "--rejects", type=Path, metavar="FILE", help="where failed records go (default: beside each input)"
        )

    def handle(self, **options: Any) -> None:
        wanted = Options(
            publish=options["publish"],
            overwrite=options["overwrite"],
            dry_run=options["dry_run"],
            category=" ".join(options["category"].split()),
            rejects=options["rejects"],
        )
        try:
            report = self._import(options["paths"], wanted)
        except (BadPath, ReaderLost) as trouble:
            raise CommandError(str(trouble)) from None
        report.print(self.stdout, self.stderr, *KINDS.values())
        if wanted.dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")
        if verdict := report.verdict():
            raise CommandError(verdict)

    def _import(self, paths: list[Path], wanted: Options) -> Report:
        """The newsroom's desk tells of an import; of a rehearsal nothing is kept."""
        if wanted.dry_run:
            return import_paths(paths, wanted)
        with Remembered("import_articles", paths) as run:
            run.report = import_paths(paths, wanted)
        return run.report
