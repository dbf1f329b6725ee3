"""Brings a backup back into an empty site: all of it, or nothing."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils.crypto import get_random_string

from backups.archive import SUMS, check, members
from backups.making import COUNTS, FORMAT, HEADER, TABLES, UPLOADS, VERSION, Say
from backups.refusals import Damaged, Refused, shown
from backups.snapshot import applied
from backups.tables import Table, renumber, tables

FOREIGN = "The file is no backup of such a site. Nothing was changed."
#: Rows that are sent together.
SENT = 1_000
#: Bytes of one row, unpacked: many times the longest article's. What claims more is made to fill the memory.
LONGEST_ROW = 64_000_000


class Backup(NamedTuple):
    """What a file says of itself, proved against its list."""

    file: IO[bytes]
    header: dict[str, Any]
    counts: dict[str, Any]


def prove(file: IO[bytes], say: Say) -> Backup:
    """Reads it from one end to the other, and touches nothing. Raises `Damaged`, or `Refused` for another's file."""
    known: dict[str, Any] = {}
    size, read = os.fstat(file.fileno()).st_size or 1, 0

    def look(name: str, stream: IO[bytes]) -> bytes | None:
        if not known and name != HEADER:
            raise Damaged(FOREIGN)
        if name not in (HEADER, COUNTS):
            _where(name)
            return None
        data = stream.read()
        try:
            known[name] = json.loads(data)
        except ValueError:
            raise Damaged(f"The file is damaged: “{name}” cannot be read. Nothing was changed.") from None
        if name == HEADER:
            _require_ours(known[name])
        return data

    def also(number: int) -> None:
        nonlocal read
        read += number
        say(f"proving the file: {100 * read // size} %")

    check(file, look, also)
    if COUNTS not in known:
        raise Damaged(FOREIGN)
    return Backup(file, known[HEADER], known[COUNTS])


def require_same_schema(backup: Backup) -> None:
    """A backup is brought back by the version of the site that made it. Raises `Refused`."""
    theirs, ours = set(backup.header["migrations"]), set(applied())
    if newer := sorted(theirs - ours):
        raise Refused(
            f"The backup is of a newer version of the site: it has {_some(newer)}, which this one does not know. "
            "Update the site, run `manage.py migrate`, and try again. Nothing was changed."
        )
    if older := sorted(ours - theirs):
        raise Refused(
            f"The backup is of an older version of the site: it lacks {_some(older)}. Bring it back with the version "
            "that made it, then update that site. Nothing was changed."
        )


def restore(backup: Backup, left_out: Collection[str], made_by_migrate: Collection[str], finish: Callable[[], Any],
            say: Say) -> None:  # fmt: skip
    """Writes rows and files. `finish` is called inside the transaction, and may still refuse.

    Files come first: they hurt nobody until rows name them, and the rows come in one transaction, so the
    moment of its commit is when the site is back. Raises `Refused`; nothing was changed then.
    """
    kept = {table.name: table for table in tables(left_out)}
    written: list[Path] = []
    try:
        with transaction.atomic(durable=True):
            _require_empty(kept, made_by_migrate)
            for table in kept.values():
                if table.name in made_by_migrate:
                    table.clear()
            for name, stream in members(backup.file):
                if name.startswith(f"{TABLES}/"):
                    _write_rows(name, stream, kept, backup, say)
                elif name.startswith(f"{UPLOADS}/"):
                    _write_upload(name, stream, written, say)
            _prove_counts(kept, backup)
            connection.check_constraints()
            finish()
    except BaseException as error:
        for path in written:
            path.unlink(missing_ok=True)
        if isinstance(error, DatabaseError | OSError | ValueError | zlib.error | EOFError):
            raise Refused(f"It could not be brought back: {str(error).strip()}. Nothing was changed.") from error
        raise


def _require_ours(header: Any) -> None:
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise Damaged(FOREIGN)
    if header.get("version") != VERSION:
        raise Refused(
            f"The file has format {header.get('version')}, and this version of the site reads {VERSION}. "
            "Nothing was changed."
        )


def _where(name: str) -> PurePosixPath:
    """The member's path within its folder. Raises `Damaged` for one that leads out of it."""
    folder, _, rest = name.partition("/")
    if folder not in (TABLES, UPLOADS) or not rest or {"", ".", ".."} & set(rest.split("/")) or "\0" in rest:
        raise Damaged(f"The file is no backup of such a site: “{shown(name)}” is not of it. Nothing was changed.")
    return PurePosixPath(rest)


def _require_empty(kept: dict[str, Table], made_by_migrate: Collection[str]) -> None:
    for table in kept.values():
        if table.name not in made_by_migrate and table.model._base_manager.exists():
            there = table.model._meta.verbose_name_plural
            raise Refused(
                f"A backup is brought back into an empty site, and this one has {there}."
                " Name another database (DATABASE_URL) and folder (VAR_DIR). Nothing was changed."
            )


def _write_rows(name: str, stream: IO[bytes], kept: dict[str, Table], backup: Backup, say: Say) -> None:
    label = _where(name).parts[0]
    table = kept.get(label)
    if table is None or backup.header["tables"].get(label) != table.columns:
        raise Refused(f"The backup has other columns of {label} than this site. Nothing was changed.")
    with gzip.open(stream) as lines:
        rows: list[list[Any]] = []
        size = 0
        while text := lines.readline(LONGEST_ROW + 1):
            if len(text) > LONGEST_ROW:
                raise Damaged(f"The file is damaged: “{shown(name)}” has a row longer than any. Nothing was changed.")
            rows.append(json.loads(text))
            size += len(text)
            if len(rows) == SENT or size > LONGEST_ROW:
                _insert(table, rows)
                rows, size = [], 0
        _insert(table, rows)
    say(f"{label}: {PurePosixPath(name).name.partition('.')[0].lstrip('0')}")


def _insert(table: Table, rows: list[list[Any]]) -> None:
    try:
        if rows:
            table.insert(rows)
    except (DatabaseError, ValueError) as error:
        raise Refused(
            f"A row of {table.name} cannot be kept in this database: {str(error).strip()} Nothing was changed."
        ) from error


def _write_upload(name: str, stream: IO[bytes], written: list[Path], say: Say) -> None:
    path = Path(settings.MEDIA_ROOT).joinpath(*_where(name).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{get_random_string(8)}.part")
    try:
        with part.open("wb") as file:
            while data := stream.read(1 << 20):
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        is_new = not path.exists()
        part.replace(path)  # a name stands for its content: what was there is the same, or half
        if is_new:
            written.append(path)
    finally:
        part.unlink(missing_ok=True)
    say(f"uploaded files: {len(written):,}")


def _prove_counts(kept: dict[str, Table], backup: Backup) -> None:
    for table in kept.values():
        told, there = backup.counts["rows"].get(table.name, 0), table.count()
        if told != there:
            raise Refused(f"Of {told:,} rows of {table.name} there are {there:,}. Nothing was changed.")
    renumber([table for table in kept.values() if table.is_numbered])
    for label, number in backup.counts["last_numbers"].items():
        if label in kept:
            kept[label].go_on_after(number)


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


__all__ = ["SUMS", "Backup", "prove", "require_same_schema", "restore"]
