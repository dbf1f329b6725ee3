"""The audit log is written here, by everybody who does something that it is to know."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from staff import present
from staff.address import client_address, network_of
from staff.choices import Kind
from staff.models import AuditEntry


def record(kind: Kind, what: str = "", *, by: Any = None, about: models.Model | None = None) -> None:
    """Keep what was done, inside the transaction that does it.

    `by` is the account; without it, whoever is signed in to the request that is being answered.
    `about` is the object it was done to.
    """
    record_each(kind, what, [about], by=by)


def record_each(kind: Kind, what: str, objects: list[Any], *, by: Any = None) -> None:
    """The same for each of some objects, in one statement."""
    request = present.request()
    if by is None and request is not None:
        by = getattr(request, "user", None)
    known = by is not None and by.is_authenticated
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=timezone.now(),
            kind=kind,
            account=by.pk if known else None,
            by=by.get_username() if known else "",
            address=network_of(client_address(request)) if request else "",
            what=what,
            **_named(about),
        )
        for about in objects
    )


def somebody_wrote(about: models.Model) -> bool:
    """Whether a person, and not a command alone, has made or changed this."""
    of_it = AuditEntry.objects.filter(object_type=about._meta.label_lower, object_key=str(about.pk))
    return of_it.filter(kind__in=(Kind.ADDED, Kind.CHANGED), account__isnull=False).order_by().exists()


def _named(about: models.Model | None) -> dict[str, str]:
    if about is None:
        return {}
    key = "" if about.pk is None else str(about.pk)
    return {"object_type": about._meta.label_lower, "object_key": key[:40], "object_name": str(about)[:200]}
