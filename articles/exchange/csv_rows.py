"""Rows of a CSV file, one at a time, with their lines; what cannot be a row is told, not raised."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from articles.exchange.reading import BadPath
from articles.exchange.records import BadRecord
from articles.exchange.values import one_line

Row = dict[str, str]


def rows(path: Path) -> Iterator[tuple[int, Row | BadRecord]]:
    """Each row by its header's names, in lower case; empty rows are passed over. Every value is text:
    the symbols NA and TRUE are symbols."""
    try:
        # Bytes that are no UTF-8 come through as half characters, and are told row by row.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            reader = csv.reader(file)
            header: list[str] = []
            while True:
                line = reader.line_num + 1
                try:
                    values = next(reader, None)
                except csv.Error as error:
                    yield line, BadRecord(f"This is no row of a CSV file: {error}.")
                    continue
                if values is None:
                    return
                if not header:
                    header = [one_line(name).lower() for name in values]
                elif any(value.strip() for value in values):
                    yield line, _row(header, values)
    except OSError as error:
        raise BadPath(f"{path} cannot be read: {error.strerror}.") from None


def header_of(path: Path) -> set[str]:
    """The names of the columns; empty for an empty file. Raises `BadPath` where there is no such file."""
    if not path.is_file():
        raise BadPath(f"There is no file {path}.")
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return {one_line(name).lower() for name in next(csv.reader(file), [])}
    except (OSError, csv.Error) as error:
        raise BadPath(f"{path} cannot be read: {error}.") from None


def _row(header: list[str], values: list[str]) -> Row | BadRecord:
    if len(values) > len(header):
        return BadRecord(f"The row has {len(values)} values, but the header names {len(header)}.")
    if any("\ud800" <= character <= "\udfff" for value in values for character in value):
        return BadRecord("The row is not UTF-8.")
    texts = [one_line(value) for value in values]
    return dict(zip(header, texts + [""] * (len(header) - len(texts)), strict=True))
