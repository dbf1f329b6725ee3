"""Importing paths: every file in turn, every record by itself, and an account of it."""

from __future__ import annotations

import gc
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from articles.exchange import ahead, reading
from articles.exchange.batches import Inputs, Waiting, batches, size_of, worked_out
from articles.exchange.importer import Importer
from articles.exchange.records import (
    AuthorRecord,
    BadRecord,
    CategoryRecord,
    PageRecord,
    RiskRecord,
    Skipped,
)
from articles.exchange.related_later import RelatedLater
from articles.exchange.report import Progress, Report, rejects_beside
from articles.exchange.together import write_together
from articles.exchange.worked_out import WorkedOut
from articles.search import vocabulary

KINDS: dict[type, str] = {
    WorkedOut: "article",
    CategoryRecord: "category",
    AuthorRecord: "author",
    RiskRecord: "risk",
    PageRecord: "page",
}


#: Looking for cycles as often as usual would cost a tenth: an import makes few, and many objects.
GARBAGE_AFTER = 100_000
#: From so many bytes on, reading in a process of its own pays.
MUCH = 2_000_000


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


def _import(inputs: Inputs, options: Options) -> Report:
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE_AFTER, *usual[1:])
    try:
        return _import_all(inputs, options)
    finally:
        gc.set_threshold(*usual)


def _import_all(inputs: Inputs, options: Options) -> Report:
    report = Report(options.rejects)
    size = size_of(inputs)
    progress = Progress(size)
    beside = options.rejects is None and options.write_rejects and not options.dry_run
    with RelatedLater() as later, vocabulary.remembering(), closing(_read(inputs, options, size)) as found:
        importer = Importer(
            later, report.warn, publish=options.publish, dry_run=options.dry_run, overwrite=options.overwrite
        )
        for batch in found:
            if beside:
                report.rejects = rejects_beside(batch[0].named)
            _write(importer, report, batch)
            progress.at(batch[-1].read, len(batch))
        if later.count:
            later.link()
    progress.close()
    return report


def _read(inputs: Inputs, options: Options, size: int) -> Generator[list[Waiting]]:
    """The batches; of much input, from a second process that works ahead. In a dry run nobody is in a hurry."""
    found = batches(inputs, options.category)
    if size < MUCH or options.dry_run or not ahead.is_possible():
        return found
    return ahead.ahead(worked_out(found, to_be_indexed=options.publish))


def _write(importer: Importer, report: Report, batch: list[Waiting]) -> None:
    articles = [one.found for one in batch if isinstance(one.found, WorkedOut)]
    outcomes = {id(articles[at]): outcome for at, outcome in write_together(importer, articles).items()}
    for one in batch:
        if outcome := outcomes.get(id(one.found)):
            report.add(outcome, KINDS[WorkedOut])
        else:
            _write_one(importer, report, one)


def _write_one(importer: Importer, report: Report, one: Waiting) -> None:
    kind = KINDS.get(type(one.found), "article")
    root = one.named if one.named.is_dir() else one.named.parent
    try:
        if isinstance(one.found, (Skipped, BadRecord)):
            raise one.found
        report.add(importer.write(one.found, root), kind)
    except Skipped as skipped:
        report.skip(one.file, one.line, skipped.reason, kind)
    except BadRecord as bad:
        report.fail(one.file, bad.line or one.line, bad.reason, one.raw, kind)
