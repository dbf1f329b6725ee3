"""Background jobs, beyond what django-tasks does itself: those whose worker died, those that failed, old ones."""

from __future__ import annotations

import contextlib
import os
import socket
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

#: How often a job is begun whose worker died; one that kills each worker is not to do so for ever.
ATTEMPTS = 2
#: No job takes so long: its worker is gone, wherever it ran.
LONGEST = timedelta(hours=1)
DONE_KEPT_FOR = timedelta(days=7)
FAILED_KEPT_FOR = timedelta(days=30)
WORKER_ENDED = "The worker was ended while it ran this job. Run the job again."


def worker_id() -> str:
    """Names this machine and this process, so that a later worker can see whether it still runs."""
    return f"{_machine()}:{os.getpid()}:{get_random_string(8)}"


@transaction.atomic
def recover() -> int:
    """Puts back jobs that a worker left when it died; called when one starts. Returns how many.

    A job that was begun `ATTEMPTS` times is failed, for a person to look at.
    """
    put_back = 0
    for job in DBTaskResult.objects.running().select_for_update():
        is_old = job.started_at is None or job.started_at < timezone.now() - LONGEST
        if not is_old and _is_alive(job.worker_ids[-1] if job.worker_ids else ""):
            continue
        if is_old or len(job.worker_ids) >= ATTEMPTS:
            job.status, job.finished_at = TaskResultStatus.FAILED, timezone.now()
            job.exception_class_path, job.traceback = "", WORKER_ENDED
        else:
            job.status, job.started_at = TaskResultStatus.READY, None
            put_back += 1
        job.save(update_fields=["status", "started_at", "finished_at", "exception_class_path", "traceback"])
    return put_back


def run_again(failed: QuerySet[Any]) -> int:
    """Puts failed jobs back in the queue; returns how many. One that is there already is left alone."""
    return failed.filter(status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY,
        enqueued_at=timezone.now(),
        started_at=None,
        finished_at=None,
        worker_ids=[],
        exception_class_path="",
        traceback="",
    )


def to_forget() -> list[str]:
    """Something, if there is a job that was done a week ago or failed a month ago; see `articles.due`."""
    return ["old jobs"] if _old().exists() else []


def forget(which: str) -> str:
    """Forgets them all. That is nothing to speak of."""
    _old().delete()
    return ""


def _old() -> QuerySet[Any]:
    now = timezone.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - DONE_KEPT_FOR)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILED_KEPT_FOR)
    return DBTaskResult.objects.filter(done | failed)


def _machine() -> str:
    return socket.gethostname().replace(":", "-")[:40]


def _is_alive(worker: str) -> bool:
    """Whether that worker may still run. Of another machine that cannot be known."""
    machine, _, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if machine != _machine() or not pid.isdecimal():
        return True
    if int(pid) == os.getpid():  # this process has only begun, so that one had its number before
        return False
    with contextlib.suppress(PermissionError):
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return False
    return True
