from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from backups.making import back_up
from backups.refusals import Refused
from newssite.backed_up import LEFT_OUT, Progress, note_backup


class Command(BaseCommand):
    help = (
        "Writes the whole site, rows and uploads, to one file, as of one moment, while it is read and edited. The file "
        "can be brought back on either database. It holds password hashes and second factors: guard it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a file that is not there yet, or a folder to put one in")

    def handle(self, *, path: Path, **options: Any) -> None:
        progress = Progress(self.stderr)
        try:
            made = back_up(path, LEFT_OUT, progress)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be read ({str(error).strip()}). No file was made.") from None
        finally:
            progress.end()
        note_backup(made.path)
        self.stdout.write(
            f"{made.path}: {made.rows:,} rows, {made.uploads:,} uploaded files, {made.size:,} bytes. "
            "It holds password hashes and second factors: keep it where only you can read it."
        )
