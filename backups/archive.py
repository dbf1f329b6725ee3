"""The file itself: a plain tar, whose last member lists the SHA-256 of all the others.

`tar -xf` and `sha256sum --check SHA256SUMS` open and prove it without us. It is written and read from
one end to the other, and no more of it is held in memory than one member's block.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from backups.refusals import Damaged, shown

SUMS = "SHA256SUMS"
CUT_OFF = "The file is cut off or damaged: it does not end as a backup ends. Nothing was changed."


class Hashed:
    """A stream that is read through once, and then knows its SHA-256."""

    def __init__(self, stream: IO[bytes], also: Callable[[int], Any] = lambda size: None) -> None:
        self._stream, self._also, self._hash = stream, also, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._hash.update(data)
        self._also(len(data))
        return data

    def line(self, name: str) -> bytes:
        """As `sha256sum` writes it."""
        return f"{self._hash.hexdigest()}  {name}\n".encode()


class Writer:
    """Adds members to a new archive; `close` adds the list, without which it is not one."""

    def __init__(self, file: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 (see `close`)
        self._sums = tempfile.TemporaryFile()  # noqa: SIM115 (see `close`)

    def add(self, name: str, data: bytes) -> None:
        self._add(name, io.BytesIO(data), len(data), 0)

    def add_file(self, name: str, path: Path, also: Callable[[int], Any]) -> bool:
        """Whether the file was still there."""
        try:
            stream = path.open("rb")
        except FileNotFoundError:
            return False
        with stream:
            stat = os.fstat(stream.fileno())
            self._add(name, stream, stat.st_size, int(stat.st_mtime), also)
        return True

    def _add(
        self, name: str, stream: IO[bytes], size: int, at: int, also: Callable[[int], Any] = lambda size: None
    ) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, at, 0o600
        hashed = Hashed(stream, also)
        self._tar.addfile(member, hashed)
        self._tar.members = []  # type: ignore[attr-defined]  # it would keep each of them
        self._sums.write(hashed.line(name))

    def close(self) -> None:
        size = self._sums.tell()
        self._sums.seek(0)
        member = tarfile.TarInfo(SUMS)
        member.size, member.mode = size, 0o600
        self._tar.addfile(member, self._sums)
        self._tar.close()
        self._sums.close()


def members(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """Names and contents, in order. Raises `Damaged` where there is no archive."""
    file.seek(0)
    try:
        with tarfile.open(fileobj=file, mode="r:") as tar:
            while (member := tar.next()) is not None:
                tar.members = []  # type: ignore[attr-defined]  # as above
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is None:
                    raise Damaged(
                        f"The file is no backup of a site: it holds “{shown(member.name)}”, which is not a file."
                    )
                yield member.name, stream
    except (tarfile.TarError, EOFError, UnicodeError, ValueError):
        raise Damaged(CUT_OFF) from None


def check(file: IO[bytes], look: Callable[[str, IO[bytes]], bytes | None], also: Callable[[int], Any]) -> None:
    """Reads all of it and compares it with its list.

    `look` is shown each member first, and gives back what it read of it (None: nothing), to be hashed.
    Raises `Damaged`, with the name of the first member that is not as it was written.
    """
    try:
        _check(file, look, also)
    except tarfile.TarError:
        raise Damaged(CUT_OFF) from None


def _check(file: IO[bytes], look: Callable[[str, IO[bytes]], bytes | None], also: Callable[[int], Any]) -> None:
    with tempfile.TemporaryFile() as lines:
        for name, stream in members(file):
            if name == SUMS:
                lines.seek(0)
                _compare(lines, stream)
                return
            read = look(name, stream)
            hashed = Hashed(stream if read is None else io.BytesIO(read), also)
            while hashed.read(1 << 20):
                pass
            lines.write(hashed.line(name))
    raise Damaged(CUT_OFF)


def _compare(ours: IO[bytes], stored: IO[bytes]) -> None:
    for line in ours:
        if stored.readline() != line:
            name = line[66:].decode().rstrip("\n")
            raise Damaged(f"The file is damaged: “{shown(name)}” is not as it was written. Nothing was changed.")
    if stored.read(1):
        raise Damaged("The file is damaged: it lacks what its own list names. Nothing was changed.")
