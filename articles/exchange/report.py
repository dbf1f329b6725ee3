"""What an import did: counts, what was passed over and why, and the file of rejected records."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from articles.exchange.reading import REJECTS
from articles.exchange.records import JSONText, Outcome

#: How many reasons and warnings are kept for printing; all rejects are in the file.
SHOWN = 20
MAX_WARNINGS = 500
BAR = 24


def rejects_beside(path: Path) -> Path:
    """`feed.jsonl` -> `feed.jsonl.rejects.jsonl`; a folder's stands beside the folder."""
    path = path.resolve()
    return path.with_name(f"{path.name or 'import'}{REJECTS}")


class Report:
    """Counts by what a record was ("article", "row", ...) and what became of it.

    `rejects` is where failed records are appended, made only when the first one fails; None
    writes no file.
    """

    def __init__(self, rejects: Path | None = None) -> None:
        self.rejects = rejects
        self.counts: Counter[tuple[str, Outcome]] = Counter()
        self.skipped: list[str] = []
        self.failed: list[str] = []
        self.warnings: Counter[str] = Counter()
        self.written: list[Path] = []
        self.trouble = ""

    def count(self, outcome: Outcome, kind: str = "article") -> int:
        return self.counts[kind, outcome]

    @property
    def failures(self) -> int:
        return sum(number for (_, outcome), number in self.counts.items() if outcome == Outcome.FAILED)

    def add(self, outcome: Outcome, kind: str = "article") -> None:
        self.counts[kind, outcome] += 1

    def warn(self, sentence: str) -> None:
        if sentence in self.warnings or len(self.warnings) < MAX_WARNINGS:
            self.warnings[sentence] += 1

    def skip(self, file: Path, line: int, reason: str, kind: str = "article") -> None:
        self.add(Outcome.SKIPPED, kind)
        if len(self.skipped) < SHOWN:
            self.skipped.append(f"skipped {file}:{line}: {reason}")

    def fail(self, file: Path, line: int, reason: str, record: Any, kind: str = "article") -> None:
        self.add(Outcome.FAILED, kind)
        if len(self.failed) < SHOWN:
            self.failed.append(f"failed {file}:{line}: {reason}")
        if self.rejects is None:
            return
        entry = {"file": str(file), "line": line, "reason": reason, "record": record}
        try:
            if isinstance(record, JSONText):
                entry["record"] = json.loads(record)
            text = json.dumps(entry, default=str)
        except (RecursionError, ValueError):
            text = json.dumps({**entry, "record": None})
        try:
            with self.rejects.open("a", encoding="ascii") as out:
                out.write(text + "\n")
        except OSError as error:
            self.trouble = f"The rejects could not be written to {self.rejects}: {error.strerror}."
            return
        if self.rejects not in self.written:
            self.written.append(self.rejects)

    def lines(self, *kinds: str) -> Iterator[str]:
        """`article: 1 created, 0 updated, ...`, one line a kind; the first kind always."""
        for index, kind in enumerate(kinds):
            numbers = [(outcome, self.counts[kind, outcome]) for outcome in Outcome]
            if index == 0 or any(number for _, number in numbers):
                yield f"{kind}: " + ", ".join(f"{number} {outcome}" for outcome, number in numbers)

    def print(self, out: Any, err: Any, *kinds: str) -> None:
        """To a command's `stdout` and `stderr`."""
        for sentence, times in list(self.warnings.items())[:SHOWN]:
            err.write(f"warning: {sentence}" + (f" ({times} times)" if times > 1 else ""))
        _more(err, "warning", len(self.warnings) - SHOWN)
        for reason in self.skipped:
            out.write(reason)
        _more(out, "skipped", sum(n for (_, o), n in self.counts.items() if o == Outcome.SKIPPED) - SHOWN)
        for reason in self.failed:
            err.write(reason)
        _more(err, "failed", self.failures - SHOWN)
        for line in self.lines(*kinds):
            out.write(line)
        if self.trouble:
            err.write(self.trouble)

    def verdict(self) -> str:
        """One sentence for the end of a command that must fail; "" if all is well."""
        if not self.failures:
            return ""
        where = f": see {', '.join(str(path) for path in self.written)}" if self.written else ""
        return f"{self.failures} record{'s' if self.failures > 1 else ''} failed{where}."


def _more(out: Any, what: str, number: int) -> None:
    if number > 0:
        out.write(f"{what}: and {number:,} more")


class Progress:
    """A bar on a terminal, and nothing anywhere else."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.total = max(total, 1)
        self.records = 0
        self.started = self.shown = time.monotonic()
        self.on = self.stream.isatty()

    def at(self, read: int, records: int = 1) -> None:
        """So many more records are done, and so many bytes of all are read."""
        self.records += records
        now = time.monotonic()
        if not self.on or now - self.shown < 0.2:
            return
        self.shown = now
        share = min(read / self.total, 1.0)
        bar = ("#" * round(share * BAR)).ljust(BAR, ".")
        rate = self.records / (now - self.started)
        self.stream.write(f"\r[{bar}] {share:4.0%}  {self.records:,} records, {rate:,.0f} a second ")
        self.stream.flush()

    def close(self) -> None:
        if self.on:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
