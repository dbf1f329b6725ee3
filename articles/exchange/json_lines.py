"""JSON from a file: `.jsonl` one line at a time, `.json` with one object or a list of them.

Each object is our own schema or ninjs. Nothing here holds more than one line of a `.jsonl` file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO

from articles.exchange import ninjs, schema
from articles.exchange.records import BadRecord, Entry, JSONText, Record, Skipped
from articles.exchange.values import kind_of

MAX_LINE = 20_000_000
MAX_FILE = 200_000_000
_SPACE = re.compile(r"[ \t\r\n]*")
_TYPE = re.compile(rb'"type"\s*:\s*"(category|author|page|risk)"')


class Turn(IntEnum):
    """What articles point to is read before them: a file is gone through once for each turn."""

    NEWSROOM = 1
    RISKS = 2
    ARTICLES = 3


TURNS = {"category": Turn.NEWSROOM, "author": Turn.NEWSROOM, "page": Turn.NEWSROOM, "risk": Turn.RISKS}


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON value")


_decoder = json.JSONDecoder(parse_constant=_refuse)


def read_lines(path: Path, turn: Turn) -> Iterator[Entry]:
    """The entries of a `.jsonl` file whose turn it is."""
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if line is None:
                if turn == Turn.ARTICLES:
                    bad = BadRecord(f"The line has more than {MAX_LINE // 1_000_000} MB, which is the limit.")
                    yield Entry(number, bad, None, file.tell())
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            found = _TYPE.search(line)
            if (TURNS[found[1].decode()] if found else Turn.ARTICLES) == turn and line.strip():
                yield _entry(number, line, file.tell())


def read_file(path: Path, turn: Turn) -> Iterator[Entry]:
    """The entries of a `.json` file whose turn it is; those before a syntax error are read."""
    size = path.stat().st_size
    if size > MAX_FILE:
        if turn == Turn.ARTICLES:
            yield Entry(1, BadRecord(f"The file has {size:,} bytes; put one record a line into a .jsonl file."))
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if turn == Turn.ARTICLES:
            yield Entry(1, BadRecord(f"The file is not UTF-8 at byte {error.start}."))
        return
    for number, value, raw in _values(text):
        found: Record | Skipped | BadRecord | None
        mine, found = Turn.ARTICLES, None
        if isinstance(value, BadRecord):
            found = value
        else:
            kind = value.get("type") if isinstance(value, dict) else None
            mine = TURNS.get(kind, Turn.ARTICLES) if isinstance(kind, str) else Turn.ARTICLES
            found = make(value) if mine == turn else None
        if mine == turn and found is not None:
            yield Entry(number, found, raw, size)


def make(value: Any) -> Record | Skipped | BadRecord:
    try:
        if not isinstance(value, dict):
            raise BadRecord(f"A record must be an object, not {kind_of(value)}.")
        return ninjs.article(value) if ninjs.is_ninjs(value) else schema.record(value)
    except (Skipped, BadRecord) as problem:
        return problem


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Each line; None for one that is too long, of which the rest is passed over."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            while (rest := file.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _entry(number: int, line: bytes, offset: int) -> Entry:
    try:
        text = line.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raw = line.decode("utf-8", "backslashreplace").strip()
        return Entry(number, BadRecord(f"The line is not UTF-8 at byte {error.start}."), raw, offset)
    value = _value(text, 0)
    if not isinstance(value, BadRecord) and text[value[1] :].strip():
        value = BadRecord("The line has more than one JSON value.")
    if isinstance(value, BadRecord):
        return Entry(number, BadRecord(value.reason), text, offset)
    return Entry(number, make(value[0]), JSONText(text), offset)


def _value(text: str, at: int) -> tuple[Any, int] | BadRecord:
    """The JSON value at a place and where it ends, or what is wrong."""
    try:
        return _decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return BadRecord(f"This is not JSON: {error.msg} at character {error.colno}.", error.lineno)
    except RecursionError:
        return BadRecord("The JSON is nested too deeply.")
    except ValueError as error:
        return BadRecord(f"This is not JSON: {str(error)[:100]}.")


def _values(text: str) -> Iterator[tuple[int, Any, JSONText | None]]:
    """The object of the file, or each of its list, with the line on which it begins, and its text."""
    at, line = _after_space(text, 0), 1
    is_list = text[at : at + 1] == "["
    at = _after_space(text, at + 1) if is_list else at
    seen, first = 0, True
    while not (is_list and first and text[at : at + 1] == "]"):
        line, seen, first = line + text.count("\n", seen, at), at, False
        value = _value(text, at)
        if isinstance(value, BadRecord):
            yield value.line or line, value, None
            return
        yield line, value[0], JSONText(text[at : value[1]])
        at = _after_space(text, value[1])
        if not is_list or text[at : at + 1] != ",":
            break
        at = _after_space(text, at + 1)
    expected = "]" if is_list else ""
    if text[at : at + 1] != expected or text[at + len(expected) :].strip():
        line += text.count("\n", seen, at)
        yield line, BadRecord("This is not JSON: more follows where the file should end.", line), None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
