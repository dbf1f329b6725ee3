from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from backups.refusals import Refused
from backups.restoring import prove, require_same_schema, restore
from newssite.backed_up import LEFT_OUT, MADE_BY_MIGRATE, Progress
from newssite.management.commands.load_sample_edition import first_content


class Command(BaseCommand):
    help = (
        "Brings a backup back into an empty site, on either database: all of it, or nothing. Stop the site first. "
        "A file that is damaged, cut off or of another version is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="what `backup` wrote")

    def handle(self, *, path: Path, **options: Any) -> None:
        progress = Progress(self.stderr)
        try:
            with path.open("rb") as file:
                backup = prove(file, progress)
                settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not connection.introspection.table_names():
                    call_command("migrate", interactive=False, verbosity=0)
                require_same_schema(backup)
                if there := first_content():
                    raise Refused(
                        f"A backup is brought back into an empty site, and this one has {there}. Name another database "
                        "(DATABASE_URL) and folder (VAR_DIR). Nothing was changed."
                    )
                restore(backup, LEFT_OUT, MADE_BY_MIGRATE, self._make_index, progress)
        except OSError as error:
            raise CommandError(f"{path} cannot be read ({error.strerror}).") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        finally:
            progress.end()
        rows, uploads = sum(backup.counts["rows"].values()), backup.counts["uploads"]
        made_at, site = backup.header["made_at"], backup.header["site"]
        self.stdout.write(f"{rows:,} rows and {uploads:,} uploaded files of {site}, as of {made_at}, are back.")
        # Said and not refused: a chain that was broken when the backup was made is no reason to lose the rest.
        call_command("verify_revisions", stdout=self.stdout, stderr=self.stderr)

    def _make_index(self) -> None:
        """In the transaction that brings the articles."""
        call_command("rebuild_index", stdout=self.stdout, stderr=self.stderr)
