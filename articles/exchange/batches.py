"""The records of an import in their order, gathered into what is written together. No database is asked."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path
from typing import NamedTuple

from articles.exchange import reading
from articles.exchange.json_lines import Turn
from articles.exchange.records import ArticleRecord, BadRecord, NewsroomRecord, Skipped
from articles.exchange.worked_out import WorkedOut

#: Articles written together, and letters of their input at most: memory stays as it is.
MOST_WAITING = 500
#: The first are fewer, since who writes waits for them.
FIRST_WAITING = 100
MOST_LETTERS = 4_000_000

Inputs = list[tuple[Path, list[Path]]]  # what was named, and the files of it


class Waiting(NamedTuple):
    """A record that waits to be written, or what was wrong with it.

    `named` is the input that the command names; `read` is how many bytes of all files were read up
    to the record's end; the rest is as in `Entry`.
    """

    named: Path
    file: Path
    line: int
    found: WorkedOut | NewsroomRecord | Skipped | BadRecord
    raw: str | None
    read: int


def size_of(inputs: Inputs) -> int:
    """The bytes of all files."""
    return sum(_size(file) for _, files in inputs for file in files)


def batches(inputs: Inputs, category: str = "") -> Generator[list[Waiting]]:
    """Hundreds of articles, all of one input.

    What is no article is the last of its batch: it comes after all that stands before it, and
    before all that follows. `category` is for articles that name none.
    """
    batch: list[Waiting] = []
    letters, most = 0, min(FIRST_WAITING, MOST_WAITING)
    for one in _waiting(inputs, category):
        if batch and batch[0].named != one.named:
            yield batch
            batch, letters = [], 0
        batch.append(one)
        letters += len(one.raw or "")
        is_other = not isinstance(one.found, (WorkedOut, Skipped, BadRecord))
        if is_other or len(batch) >= most or letters > MOST_LETTERS:
            yield batch
            batch, letters, most = [], 0, MOST_WAITING
    if batch:
        yield batch


def worked_out(found: Iterable[list[Waiting]], *, to_be_indexed: bool) -> Generator[list[Waiting]]:
    """The same batches, with all that follows from each record alone."""
    for batch in found:
        for one in batch:
            if isinstance(one.found, WorkedOut):
                one.found.all(to_be_indexed=to_be_indexed)
        yield batch


def _waiting(inputs: Inputs, category: str) -> Generator[Waiting]:
    before = 0
    for named, files in inputs:
        for file in files:
            for turn in Turn:
                for line, record, raw, offset in reading.read(file, turn):
                    if isinstance(record, ArticleRecord):
                        record.category = record.category or category
                    found = WorkedOut(record) if isinstance(record, ArticleRecord) else record
                    yield Waiting(named, file, line, found, raw, before + offset)
            before += _size(file)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
