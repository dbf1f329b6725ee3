"""What a report says of one kind of record, to compare with."""

from __future__ import annotations


def counts(report, kind="article"):
    return next(line for line in report.lines("article", kind) if line.startswith(f"{kind}:")).partition(": ")[2]


CREATED = "1 created, 0 updated, 0 unchanged, 0 skipped, 0 failed"
UPDATED = "0 created, 1 updated, 0 unchanged, 0 skipped, 0 failed"
UNCHANGED = "0 created, 0 updated, 1 unchanged, 0 skipped, 0 failed"
FAILED = "0 created, 0 updated, 0 unchanged, 0 skipped, 1 failed"
