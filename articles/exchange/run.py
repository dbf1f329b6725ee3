"""Importing paths: every file in turn, every record by itself, and an account of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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
    PageRecord,
    RiskRecord,
    Skipped,
)
from articles.exchange.related_later import RelatedLater
from articles.exchange.report import Progress, Report, rejects_beside

KINDS = {
    ArticleRecord: "article",
    CategoryRecord: "category",
    AuthorRecord: "author",
    RiskRecord: "risk",
    PageRecord: "page",
}


@dataclass(frozen=True)
class Options:
    """`rejects` None: beside each input. In a dry run, and without `write_rejects`, only a file that
    is named is written."""

    publish: bool = False
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
    report = Report(options.rejects)
    progress = Progress(sum(_size(file) for _, files in inputs for file in files))
    with RelatedLater() as later:
        importer = Importer(
            later, report.warn, publish=options.publish, category=options.category, dry_run=options.dry_run
        )
        for path, files in inputs:
            root = path if path.is_dir() else path.parent
            if options.rejects is None and options.write_rejects and not options.dry_run:
                report.rejects = rejects_beside(path)
            for file in files:
                for turn in Turn:
                    for entry in reading.read(file, turn):
                        _write(importer, report, file, root, entry)
                        progress.at(entry.offset)
                progress.next_file(_size(file))
        if later.count:
            later.link()
    progress.close()
    return report


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
