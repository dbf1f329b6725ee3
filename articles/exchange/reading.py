"""Which files are read, in which order, and by which reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from articles.exchange import text_page
from articles.exchange.json_lines import MAX_LINE, Turn, read_file, read_lines
from articles.exchange.records import BadRecord, Entry, Skipped

REJECTS = ".rejects.jsonl"
LINES = {".jsonl", ".ndjson"}
SUFFIXES = {".txt", ".json"} | LINES


class BadPath(Exception):
    """A path that cannot be imported at all; the text is one sentence."""


def is_input(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.endswith(REJECTS)


def files_of(path: Path) -> list[Path]:
    """A file by itself, or the files of a folder in the order of their names, folders within too.

    Hidden files, links to folders, our own rejects and files of other kinds are passed over.
    """
    if path.is_dir():
        found = list(_walk(path))
        if not found:
            raise BadPath(f"{path} has no file that can be imported: .txt, .jsonl or .json.")
        return found
    if not path.is_file():
        raise BadPath(f"There is no file or folder {path}.")
    if not is_input(path):
        raise BadPath(f"{path} is no article file: .txt, .jsonl and .json are read, {REJECTS} is not.")
    return [path]


def _walk(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise BadPath(f"{folder} cannot be read: {error.strerror}.") from None
    for entry in inside:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file() and is_input(entry):
            yield entry


def read(path: Path, turn: Turn) -> Iterator[Entry]:
    """The entries of a file whose turn it is. Never raises: trouble is an entry, too."""
    try:
        if path.suffix.lower() in LINES:
            yield from read_lines(path, turn)
        elif path.suffix.lower() == ".json":
            yield from read_file(path, turn)
        elif turn == Turn.ARTICLES:
            yield _read_page(path)
    except OSError as error:
        if turn == Turn.ARTICLES:
            yield Entry(1, BadRecord(f"The file cannot be read: {error.strerror}."))


def _read_page(path: Path) -> Entry:
    size = path.stat().st_size
    if size > MAX_LINE:
        return Entry(1, BadRecord(f"The page has {size:,} bytes; {MAX_LINE:,} are the limit."))
    text = decoded(path.read_bytes())
    try:
        return Entry(1, text_page.read(text), text, size)
    except Skipped as skipped:
        return Entry(1, skipped, text, size)
    except BadRecord as bad:
        return Entry(bad.line or 1, bad, text, size)


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1252, in which every byte is something."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
