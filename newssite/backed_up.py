"""What a backup of this site leaves out, and what an empty site holds. For `backup` and `restore`."""

from __future__ import annotations

import contextlib
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

#: Moments, and what is made again from the rest.
LEFT_OUT = {
    "sessions.session": "everybody signs in again",
    "staff.attempt": "attempts to sign in, counted for minutes",
    "articles.presence": "who has a form open just now",
    "articles.heartbeat": "who was at work a moment ago",
    "articles.searchdocument": "the search index is made anew",
    "articles.searchword": "the search index is made anew",
    "edge.purge": "what caches in front were told of late",
    "account.emailconfirmation": "never sent",
}
#: Tables that have rows as soon as `migrate` ran, or a moment after: a backup's rows take their place.
MADE_BY_MIGRATE = {
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "auth.group_permissions",
    "sites.site",
    "articles.standingpage",
    "django_tasks_database.dbtaskresult",
}
#: Where the last backup went, and when: for `doctor`. In `var/`.
LAST_BACKUP = "last_backup.json"
#: A terminal is told after so many seconds.
SAY_EVERY = 0.5


class Progress:
    """One line of a terminal that says how far a command is; nothing where there is none."""

    def __init__(self, stream: Any) -> None:
        self._stream, self._said, self._length = stream, 0.0, 0

    def __call__(self, what: str) -> None:
        if self._stream.isatty() and time.monotonic() - self._said > SAY_EVERY:
            self._said = time.monotonic()
            self._stream.write(f"\r{what:<{self._length}}", ending="")
            self._stream.flush()
            self._length = len(what)

    def end(self) -> None:
        if self._length:
            self._stream.write(f"\r{'':<{self._length}}\r", ending="")


def note_backup(path: Path) -> None:
    """Leaves word of a backup that was made; without it, nothing is wrong with the backup."""
    said = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), "path": str(path.resolve())})
    with contextlib.suppress(OSError):
        (Path(settings.VAR) / LAST_BACKUP).write_text(f"{said}\n", encoding="utf-8")
