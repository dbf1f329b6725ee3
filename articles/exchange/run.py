"""Importing paths: every file in turn, every record by itself, and an account of it."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from articles.exchange import reading
from articles.exchange.importer import Importer
from articles.exchange.json_lines import Turn
from articles.exchange.records import (
    ArticleRecord,
    AuthorRecord,
    BadRecord,
    CategoryRecord,
    Entry,
    Outcome,
    PageRecord,
    RiskRecord,
    Skipped,
)
from articles.exchange.related_later import RelatedLater
from articles.exchange.report import Progress, Report, rejects_beside
from articles.exchange.together import write_together

KINDS = {
    ArticleRecord: "article",
    CategoryRecord: "category",
    AuthorRecord: "author",
    RiskRecord: "risk",
    PageRecord: "page",
}


#: Articles written together, and letters of their bodies at most: memory stays as it is.
MOST_WAITING = 500
MOST_LETTERS = 4_000_000
GARBAGE_AFTER = 100_000


@dataclass(frozen=True)
class Options:
    """`rejects` None: beside each input. In a dry run, and without `write_rejects`, only a file that
    is named is written."""

    publish: bool = False
    overwrite: bool = False
    dry_run: bool = False
    category: str = ""
    rejects: Path | None = None
    write_rejects: bool = True


def import_paths(paths: Sequence[Path], options: Options | None = None) -> Report:
    """Files and folders -> a report. Raises `BadPath` before anything is written, and nothing later
    that a record could cause."""
    options = options or Options()
    inputs = [(path, reading.files_of(path)) for path in paths]
    if options.dry_run:
        # One transaction, so that records find what stands before them; then none of it happened.
        with transaction.atomic():
            report = _import(inputs, options)
            transaction.set_rollback(True)
        return report
    return _import(inputs, options)


def _import(inputs: list[tuple[Path, list[Path]]], options: Options) -> Report:
    # An import makes few cycles and many objects: looking for cycles as often as usual costs a tenth of it.
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE_AFTER, *usual[1:])
    try:
        return _import_all(inputs, options)
    finally:
        gc.set_threshold(*usual)


def _import_all(inputs: list[tuple[Path, list[Path]]], options: Options) -> Report:
    report = Report(options.rejects)
    progress = Progress(sum(_size(file) for _, files in inputs for file in files))
    with RelatedLater() as later:
        importer = Importer(
            later,
            report.warn,
            publish=options.publish,
            category=options.category,
            dry_run=options.dry_run,
            overwrite=options.overwrite,
        )
        batch = Batch(importer, report)
        for path, files in inputs:
            root = path if path.is_dir() else path.parent
            batch.write()
            if options.rejects is None and options.write_rejects and not options.dry_run:
                report.rejects = rejects_beside(path)
            for file in files:
                for turn in Turn:
                    for entry in reading.read(file, turn):
                        batch.add(Waiting(file, root, entry))
                        progress.at(entry.offset)
                progress.next_file(_size(file))
        batch.write()
        if later.count:
            later.link()
    progress.close()
    return report


class Waiting(NamedTuple):
    file: Path
    root: Path
    entry: Entry


class Batch:
    """Entries that wait to be written together, in their order.

    What is no article comes after all that stands before it, and before all that follows.
    """

    def __init__(self, importer: Importer, report: Report) -> None:
        self.importer = importer
        self.report = report
        self._waiting: list[Waiting] = []
        self._letters = 0

    def add(self, waiting: Waiting) -> None:
        found = waiting.entry.found
        self._waiting.append(waiting)
        if isinstance(found, ArticleRecord):
            self._letters += len(found.body)
        is_other = not isinstance(found, (ArticleRecord, Skipped, BadRecord))
        if is_other or len(self._waiting) >= MOST_WAITING or self._letters > MOST_LETTERS:
            self.write()

    def write(self) -> None:
        articles = [one.entry.found for one in self._waiting if isinstance(one.entry.found, ArticleRecord)]
        written = write_together(self.importer, articles)
        done = {id(articles[at]) for at in written}
        for file, root, entry in self._waiting:
            if id(entry.found) in done:
                self.report.add(Outcome.CREATED, KINDS[ArticleRecord])
            else:
                _write(self.importer, self.report, file, root, entry)
        self._waiting.clear()
        self._letters = 0


def _write(importer: Importer, report: Report, file: Path, root: Path, entry: Entry) -> None:
    kind = KINDS.get(type(entry.found), "article")
    try:
        if isinstance(entry.found, (Skipped, BadRecord)):
            raise entry.found
        report.add(importer.write(entry.found, root), kind)
    except Skipped as skipped:
        report.skip(file, entry.line, skipped.reason, kind)
    except BadRecord as bad:
        report.fail(file, bad.line or entry.line, bad.reason, entry.raw, kind)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
