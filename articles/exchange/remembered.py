"""What is kept of an import for the newsroom: that it ran, what it did, and what it refused first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from django.utils import timezone

from articles.exchange.records import Outcome
from articles.exchange.report import Report
from articles.models import ImportRun

REFUSALS = 5
LONGEST = 500


class Remembered:
    """`with Remembered(command, paths) as run: run.report = ...` writes a row before and after.

    A run that ends by an exception says so in its row; one that is killed has no end.
    """

    def __init__(self, command: str, paths: Sequence[Path]) -> None:
        self.row = ImportRun(command=command, what=" ".join(map(str, paths)))
        self.report: Report | None = None

    def __enter__(self) -> Remembered:
        self.row.save()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.report:
            for outcome in Outcome:
                number = sum(n for (_, one), n in self.report.counts.items() if one == outcome)
                setattr(self.row, str(outcome), number)
            self.row.refusals = "\n".join(line[:LONGEST] for line in self.report.failed[:REFUSALS])
            self.row.rejects = "\n".join(map(str, self.report.written))
            self.row.trouble = self.report.trouble
        if error:
            self.row.trouble = str(error)[:LONGEST] or f"It was stopped ({type(error).__name__})."
        self.row.ended_at = timezone.now()
        self.row.save()
