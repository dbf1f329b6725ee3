"""Things that fall due: what `manage.py tick` does, in order.

Each package adds its jobs in `AppConfig.ready`. A job names what is due and does one such thing at a
time; `run` gives each thing a transaction of its own, so that a failure undoes that one and stops none
of the others. Several may run at once: `do` takes a lock on its thing, or skips what another holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.db import transaction


class Job(NamedTuple):
    """`name` is what it does, for people. `due` gives keys, quickly, when there are none; `do` takes
    one and returns a line that says what was done, or "" if there was nothing to do any more."""

    name: str
    due: Callable[[], Iterable[Any]]
    do: Callable[[Any], str]


class Outcome(NamedTuple):
    """A thing that was done, or the error that stopped it."""

    job: str
    said: str
    error: Exception | None = None


_jobs: list[Job] = []


def add(name: str, due: Callable[[], Iterable[Any]], do: Callable[[Any], str]) -> None:
    """Adds a job behind the others; a second one of the same name takes the place of the first."""
    _jobs[:] = [*(job for job in _jobs if job.name != name), Job(name, due, do)]


def run() -> Iterator[Outcome]:
    """Does all that is due; yields what was done as it is done."""
    for job in list(_jobs):
        try:
            keys = list(job.due())
        except Exception as error:
            yield Outcome(job.name, "", error)
            continue
        for key in keys:
            try:
                with transaction.atomic():
                    said = job.do(key)
            except Exception as error:
                yield Outcome(job.name, str(key), error)
            else:
                if said:
                    yield Outcome(job.name, said)
