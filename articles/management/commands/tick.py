"""Does what is due: run it every minute, or let `make run` do it. See docs/operations.md."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from articles import due, heartbeats


class Command(BaseCommand):
    help = "Do what is due: announce articles whose time has come, and what else was added. Run it every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, with so many seconds between")

    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        failures = self.tick()
        while every:
            close_old_connections()
            time.sleep(every)
            failures = self.tick(known=failures)
        if failures:
            raise SystemExit(1)

    def tick(self, known: frozenset[str] = frozenset()) -> frozenset[str]:
        """Says what was done, and on standard error what failed unless it is `known`; returns what failed."""
        failures = set()
        for job, thing, error in due.run():
            if error is None:
                self.stdout.write(f"{job}: {thing}")
                self.stdout.flush()
                continue
            failure = f"{job} failed{f' ({thing})' if thing else ''}: {type(error).__name__}: {error}"
            failures.add(failure)
            if failure not in known:
                self.stderr.write(failure)
        heartbeats.beat(heartbeats.TICK)
        return frozenset(failures)
