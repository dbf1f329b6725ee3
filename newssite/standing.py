"""How what runs behind the pages stands, in numbers: for `/readyz`, the figures and `doctor`."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import heartbeats
from edge.models import Purge
from markets.models import ProviderState, Quote


class Waiting(NamedTuple):
    """How many wait, and for how many seconds the oldest has; 0 where none does."""

    number: int
    oldest: float


def jobs() -> Waiting:
    """Jobs that could be done now, and that nobody has begun."""
    now = timezone.now()
    # A job for later stands in line when its time has come; one for now has a time that never comes.
    is_for_later = Q(run_after__lte=now)
    found = (
        DBTaskResult.objects.ready()
        .order_by()
        .aggregate(
            number=Count("pk"),
            asked=Min("enqueued_at", filter=~is_for_later),
            due=Min("run_after", filter=is_for_later),
        )
    )
    return Waiting(found["number"], max(_age(found["asked"]), _age(found["due"])))


def failed_jobs() -> int:
    return DBTaskResult.objects.failed().count()


def purges() -> Waiting:
    """Changes that a cache in front has not acknowledged."""
    found = Purge.objects.filter(acknowledged_at=None).aggregate(number=Count("pk"), oldest=Min("at"))
    return Waiting(found["number"], _age(found["oldest"]))


def newest_quote() -> float | None:
    """The age of the newest quote in seconds."""
    newest = Quote.objects.order_by("-as_of").values_list("as_of", flat=True).first()
    return _age(newest) if newest else None


def seen() -> dict[str, float | None]:
    """Seconds since a worker and `tick` were last seen; None for one that never was."""
    last = heartbeats.last_seen()
    return {name: _age(last[name]) if name in last else None for name in (heartbeats.WORKER, heartbeats.TICK)}


def providers() -> dict[str, float]:
    """Seconds since each provider of prices last answered, of those that ever did."""
    rows = ProviderState.objects.exclude(answered_at=None).values_list("name", "answered_at")
    return {name: _age(at) for name, at in rows}


def _age(at: datetime | None) -> float:
    return max(0.0, (timezone.now() - at).total_seconds()) if at else 0.0
