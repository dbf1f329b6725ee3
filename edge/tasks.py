"""The job that tells caches in front what was purged, until they say that they have done it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task, task_backends

from edge import caches
from edge.models import Purge
from edge.watch import EVERY_BEHIND_A_CACHE

#: A cache may fetch the old page again from a worker that has not noticed yet. So all is said a second time, when
#: every worker has.
SECOND_TIME = timedelta(seconds=EVERY_BEHIND_A_CACHE + 0.1)
#: A cache that does not answer is asked again after so many seconds, then twice as many, up to the most.
AGAIN_AFTER, AT_MOST = 1, 60
#: So many changes are joined in one request.
MOST = 1000
KEPT_FOR = timedelta(days=1)


def ask_to_send() -> None:
    """Asks for the job, inside the transaction that changes something."""
    _ask(timedelta(0))


@task
def send_purges() -> int:
    """Tells each cache everything that is not acknowledged; returns how many changes that were.

    What a cache does not acknowledge is sent to all of them again, which does no harm, by a job of its own.
    """
    waiting = list(Purge.objects.filter(acknowledged_at=None).order_by("pk")[:MOST])
    if not waiting:
        return 0
    names = sorted({name for purge in waiting for name in purge.names.split()})
    rows = Purge.objects.filter(pk__in=[purge.pk for purge in waiting])
    problems = []
    for kind in caches.configured():
        try:
            kind.purge(names)
        except caches.NotDone as error:
            problems.append(f"{kind.name}: {error}")
    if problems:
        rows.update(attempts=F("attempts") + 1, problem="\n".join(problems))
        _ask(timedelta(seconds=min(AT_MOST, AGAIN_AFTER * 2 ** min(10, waiting[0].attempts))))
        return 0
    now = timezone.now()
    rows.filter(told_at__lt=now - SECOND_TIME).update(acknowledged_at=now, problem="")
    if rows.filter(told_at=None).update(told_at=now, attempts=F("attempts") + 1, problem=""):
        _ask(SECOND_TIME * 1.1)
    elif Purge.objects.filter(acknowledged_at=None).exists():
        _ask(SECOND_TIME)
    return len(waiting)


def _ask(after: timedelta) -> None:
    asked = send_purges
    if after:
        if not task_backends["default"].supports_defer:  # it would be done now, and again, and again
            return
        asked = send_purges.using(run_after=timezone.now() + after)
    asked.enqueue()


def old() -> list[str]:
    """Something, if there are purges of yesterday that every cache has acknowledged; for `tick`."""
    return ["old purges"] if _old().exists() else []


def forget(which: str) -> str:
    """Forgets them all. That is nothing to speak of."""
    _old().delete()
    return ""


def _old() -> QuerySet[Purge]:
    return Purge.objects.filter(at__lt=timezone.now() - KEPT_FOR, acknowledged_at__isnull=False)
