"""Seconds from the command to the first answer: a first start, and one on a site that is set up."""

from __future__ import annotations

import time
from pathlib import Path

from bench.table import Row
from make.temporary_site import temporary_site

ROUNDS = 3
#: Budget: a site that is set up answers within so many seconds.
MOST_SECONDS = 3


def measure(folder: Path) -> list[Row]:
    first = start(folder)
    again = min(start(folder) for _ in range(ROUNDS))
    return [
        {"start": "the first: database, static files, sample edition", "seconds": first, "budget": ""},
        {"start": "again: nothing to do", "seconds": again, "budget": MOST_SECONDS},
    ]


def start(folder: Path) -> float:
    began = time.monotonic()
    with temporary_site(folder):
        return round(time.monotonic() - began, 2)
