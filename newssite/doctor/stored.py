"""What the site has on disk and in the database: is it there, can it be written, is there room."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

from newssite import parts
from newssite import static_files as collected
from newssite.backed_up import LAST_BACKUP
from newssite.findings import FINE, Finding, fine, problem, warning

#: Bytes below which the disk is nearly full, and below which it soon is.
FULL, SOON_FULL = 200_000_000, 2_000_000_000
#: File systems of other machines, as /proc/mounts calls them. SQLite's locks and its log do not work on them.
NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "ceph",
    "glusterfs",
    "lustre",
    "afs",
    "fuse.sshfs",
    "fuse.s3fs",
}
#: The oldest servers that Django and the search are tested with.
OLDEST_POSTGRESQL, OLDEST_SQLITE = 14, (3, 35)
#: Seconds for which PostgreSQL may be silent.
PATIENCE = 5
#: Hours after which a backup is old.
BACKUP_OLD = 48


def database() -> list[Finding]:
    """With its reason, which `/readyz` does not tell."""
    said = _refusal_of_postgresql() if connection.vendor == "postgresql" else ""
    if not said and (found := parts.database()).weight == FINE:
        return [found]
    what = connection.settings_dict
    where = what["NAME"] if connection.vendor == "sqlite" else f"{what['NAME']} at {what['HOST'] or 'a socket'}"
    said = f"The database {where} {said or found.said}".rstrip(".?")
    return [problem("database", f"{said}.", "Start it, or correct DATABASE_URL; its own log says more.")]


def _refusal_of_postgresql() -> str:
    """Asked without the pool, which keeps the reason to itself."""
    import psycopg

    what = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options: dict[str, Any] = {name: value for name, value in what["OPTIONS"].items() if isinstance(value, str)}
    options |= {name: what[key] for name, key in named.items() if what[key]}
    try:
        psycopg.connect(**options, connect_timeout=PATIENCE).close()
    except psycopg.Error as error:
        return f"does not answer: {' '.join(str(error).split())}"
    return ""


def server_version() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        version = connection.pg_version // 10000  # type: ignore[attr-defined]
        if version < OLDEST_POSTGRESQL:
            yield warning("database", f"PostgreSQL is {version}, which is no longer cared for.", "Use 15 or newer.")
        else:
            yield fine("database", f"PostgreSQL {version}.")
        return
    import sqlite3

    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield problem("database", f"SQLite is {sqlite3.sqlite_version}; 3.35 is needed.", "Use a newer Python.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if mode not in {"wal", "memory"}:  # in memory: a test
        yield problem(
            "database",
            f"SQLite keeps its log as {mode!r}, not as WAL: readers wait for editors.",
            "Move the file to a disk of this machine; the next start turns WAL on.",
        )
    else:
        yield fine("database", f"SQLite {sqlite3.sqlite_version}.")


def connections_allowed() -> Iterator[Finding]:
    """Every thread of every worker may hold one, and so do worker and tick."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int, pg_size_bytes(current_setting('shared_buffers'))"
        )
        allowed, buffers = cursor.fetchone()
    wanted = settings.WEB_WORKERS * (settings.WEB_THREADS + 2) + 4
    if wanted > allowed:
        yield warning(
            "database",
            f"This machine alone may ask for {wanted} connections, and PostgreSQL allows {allowed}.",
            "Raise max_connections, lower WEB_WORKERS or WEB_THREADS, or put a pooler in between.",
        )
    if buffers <= 128 * 1024 * 1024:
        yield warning(
            "database",
            f"shared_buffers is {buffers // 1024 // 1024} MB: searches in a large archive read from disk.",
            "Give it a quarter of that machine's memory.",
        )


def folder() -> Iterator[Finding]:
    """`var/`: there, ours, with room."""
    var = Path(settings.VAR)
    if not os.access(var, os.R_OK | os.W_OK | os.X_OK):
        yield problem("disk", f"{var} cannot be written by this account.", f"Run `chown -R {_account()} {var}`.")
        return
    free = shutil.disk_usage(var).free
    said = f"{free / 1_000_000_000:.1f} GB are free where {var} is."
    if free < FULL:
        yield problem(
            "disk", f"The disk is full: {said}", "Remove old backups and logs, or move VAR_DIR to a larger disk."
        )
    elif free < SOON_FULL:
        yield warning("disk", said, "Remove old backups and logs, or move VAR_DIR to a larger disk.")
    else:
        yield fine("disk", said)
    counts = os.statvfs(var)
    if counts.f_files and counts.f_favail < counts.f_files * 0.02:
        yield problem(
            "disk", f"There are only {counts.f_favail} files left.", "Remove files, such as old logs and caches."
        )


def sqlite_file() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    file = Path(settings.DATABASES["default"]["NAME"])
    kind = _kind_of_disk(file.parent)
    if kind in NETWORK:
        yield problem(
            "database",
            f"SQLite's file {file} is on a disk of another machine ({kind}), where it may be damaged.",
            "Move it to a disk of this machine, or use PostgreSQL.",
        )
    for one in (file, file.with_name(f"{file.name}-wal")):
        if one.exists() and not os.access(one, os.R_OK | os.W_OK):
            yield problem("database", f"{one} cannot be written by this account.", f"Run `chown {_account()} {one}`.")


def _kind_of_disk(path: Path) -> str:
    """The file system that a path is on, as Linux names it; "" elsewhere."""
    try:
        mounts = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return ""
    places = {place.encode().decode("unicode_escape"): kind for _, place, kind, *_ in map(str.split, mounts)}
    whole = path.resolve()
    return next((places[str(one)] for one in (whole, *whole.parents) if str(one) in places), "")


def uploads() -> Iterator[Finding]:
    if not isinstance(default_storage, FileSystemStorage) and not hasattr(default_storage, "location"):
        return
    place = Path(settings.MEDIA_ROOT)
    if not place.exists():
        yield fine("uploads")  # made with the first picture, in var/, which was looked at
        return
    try:
        with tempfile.TemporaryFile(dir=place):
            yield fine("uploads")
    except OSError as error:
        yield problem(
            "uploads",
            f"No picture can be saved in {place} ({error.strerror}).",
            f"Run `chown -R {_account()} {place}`.",
        )


def static_files() -> Iterator[Finding]:
    if settings.DEBUG:
        return
    if not collected.manifest().exists():
        yield problem(
            "static", "Static files are not collected: pages have no style.", "Run `python manage.py collectstatic`."
        )
    elif missing := [
        name for name in collected.collected_names().values() if not (settings.STATIC_ROOT / name).exists()
    ]:
        yield problem(
            "static",
            f"{len(missing)} static files are missing, such as {missing[0]}.",
            "Run `python manage.py collectstatic`.",
        )
    else:
        yield fine("static")


def backups() -> Iterator[Finding]:
    try:
        said = json.loads((Path(settings.VAR) / LAST_BACKUP).read_text())
        age = (datetime.now(UTC) - datetime.fromisoformat(said["at"])).total_seconds() / 3600
    except (OSError, ValueError, KeyError, TypeError):
        yield warning(
            "backups", "No backup by `manage.py backup` is known.", "Make one each night, and keep it elsewhere."
        )
        return
    if age > BACKUP_OLD:
        yield warning(
            "backups", f"The last backup is {age / 24:.0f} days old ({said['path']}).", "See why none was made since."
        )
    else:
        yield fine("backups", f"The last is {age:.0f} hours old.")


def _account() -> str:
    return str(os.geteuid())
