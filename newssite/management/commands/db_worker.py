"""The worker of django-tasks, which first takes care of what a worker before it left behind."""

from __future__ import annotations

import logging
from typing import Any

from django_tasks_db.management.commands import db_worker

from articles import heartbeats, jobs


class Command(db_worker.Command):
    help = "Runs background jobs as they come. `--verbosity 0` says only what fails."

    def handle(self, *, worker_id: str, **options: Any) -> None:
        jobs.recover()
        if not options["batch"]:
            heartbeats.keep_beating(heartbeats.WORKER)
        super().handle(worker_id=jobs.worker_id(), **options)

    def configure_logging(self, verbosity: int) -> None:
        """Silent does not mean that a failure goes unheard."""
        super().configure_logging(verbosity)
        if verbosity == 0:
            for name in ("django_tasks", "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.ERROR)
