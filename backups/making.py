"""Makes a backup: a snapshot of every table, then the uploaded files."""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import json
import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils import timezone

from backups.archive import Writer
from backups.refusals import Refused
from backups.snapshot import applied, snapshot
from backups.tables import Table, line, tables

FORMAT, VERSION = "opening-print-backup", 1
HEADER, COUNTS = "backup.json", "counts.json"
TABLES, UPLOADS = "tables", "uploads"
#: Bytes of a table's rows, before compression, that are one member.
BLOCK = 2_000_000

Say = Callable[[str], Any]


class Made(NamedTuple):
    path: Path
    rows: int
    uploads: int
    size: int


def back_up(path: Path, left_out: Collection[str], say: Say) -> Made:
    """Writes the file, under its name only when it is whole. `say` hears how far it is. Raises `Refused`."""
    if path.is_dir():
        path = path / f"opening-print-{timezone.now():%Y-%m-%dT%H%M%SZ}.tar"
    if path.exists():
        raise Refused(f"{path} is there already: name another file, or remove that one.")
    with _part(path) as file:
        writer = Writer(file)
        with snapshot():
            counts = _write_tables(writer, tables(left_out), left_out, say)
        # After the tables: a picture is stored before the article that names it.
        counts |= _write_uploads(writer, say)
        writer.add(COUNTS, _json(counts))
        writer.close()
        file.flush()
        os.fsync(file.fileno())
        size = file.tell()
    return Made(path, sum(counts["rows"].values()), counts["uploads"], size)


@contextlib.contextmanager
def _part(path: Path) -> Iterator[IO[bytes]]:
    """A file beside the path, readable by this account alone, which takes the name when the block ends well.

    What a killed backup left under that name is written over by the next.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        file = os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b")
    except OSError as error:
        raise Refused(f"{part} cannot be written ({error.strerror}).") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"Another backup is writing {part} just now.") from None
        try:
            os.fchmod(file.fileno(), 0o600)
            file.truncate(0)
            yield file
            _name(part, path)
        except FileExistsError:
            raise Refused(f"{path} is there already: name another file, or remove that one.") from None
        except OSError as error:
            raise Refused(f"{path} could not be written ({error}).") from None
        finally:
            part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _name(part: Path, path: Path) -> None:
    """Never takes another file's place."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system that has no second names
        part.rename(path)


def _write_tables(writer: Writer, kept: list[Table], left_out: Collection[str], say: Say) -> dict[str, Any]:
    writer.add(
        HEADER,
        _json({
            "format": FORMAT, "version": VERSION, "made_at": timezone.now().isoformat(), "site": settings.SITE_URL,
            "database": connection.vendor, "left_out": sorted(left_out), "migrations": applied(),
            "tables": {table.name: table.columns for table in kept},
        }),
    )  # fmt: skip
    counts: dict[str, int] = {}
    for table in kept:
        counts[table.name] = 0
        for number, (rows, block) in enumerate(_blocks(table), start=1):
            writer.add(f"{TABLES}/{table.name}/{number:06}.jsonl.gz", gzip.compress(block, 6, mtime=0))
            counts[table.name] += rows
            say(f"{table.name}: {counts[table.name]:,} rows")
    return {"rows": counts, "last_numbers": {table.name: table.last_number() for table in kept if table.is_numbered}}


def _blocks(table: Table) -> Iterator[tuple[int, bytes]]:
    block, rows = bytearray(), 0
    for row in table.rows():
        block += line(row)
        rows += 1
        if len(block) >= BLOCK:
            yield rows, bytes(block)
            block, rows = bytearray(), 0
    if rows:
        yield rows, bytes(block)


def _write_uploads(writer: Writer, say: Say) -> dict[str, int]:
    root, number = Path(settings.MEDIA_ROOT), 0
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        if writer.add_file(f"{UPLOADS}/{name}", path, lambda size: None):
            number += 1
            say(f"{number:,} uploaded files")
    return {"uploads": number}


def _files(folder: Path) -> Iterator[Path]:
    """All that are whole, by name; one folder's names are held at a time."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        elif path.is_file() and path.suffix != ".part":
            yield path


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True).encode() + b"\n"
