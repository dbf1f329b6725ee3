"""Purging by name: `touch` says that something changed, inside the transaction that changes it.

A row of `Purge` goes with the change, so it is there when that is, or not at all. After the commit this process
drops what it keeps; other workers see the row within a second; caches in front are told by a job.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import transaction
from django.utils import timezone

from edge import caches
from edge.models import Purge
from edge.names import ALL

#: Whatever changes more than this at once is an import: then everything is purged, by one name.
MOST = 250

#: Called after the commit with a number, names, and whether it is for good.
Listener = Callable[[int, Collection[str], bool], None]
listeners: list[Listener] = []


class _Committed:
    """What is done after the commit. While it waits, it stands in the connection's list, from which Django takes it
    with whatever is rolled back: so the list says what this transaction has touched."""

    def __init__(self, number: int, names: frozenset[str], for_good: bool) -> None:
        self.number, self.names, self.for_good = number, names, for_good

    def __call__(self) -> None:
        for listener in listeners:
            listener(self.number, self.names, self.for_good)


def touch(*names: str) -> None:
    """What these names stand for changed."""
    _touch(frozenset(names), for_good=False)


def forget(*names: str) -> None:
    """What these names stand for is not to be seen again as it was, whatever happens."""
    _touch(frozenset(names), for_good=True)


def _touch(names: frozenset[str], *, for_good: bool) -> None:
    if len(names) > MOST:
        names = frozenset({ALL})
    for one in _waiting():
        if one.for_good >= for_good:
            if ALL in one.names:
                return
            names -= one.names
    if not names:
        return
    are_caches_told = bool(caches.configured())
    row = Purge.objects.create(
        names=" ".join(sorted(names)),
        for_good=for_good,
        acknowledged_at=None if are_caches_told else timezone.now(),
    )
    transaction.on_commit(_Committed(row.pk, names, for_good))
    if are_caches_told:
        from edge.tasks import ask_to_send

        ask_to_send()


def _waiting() -> list[_Committed]:
    """What this transaction has touched and not rolled back."""
    waiting = transaction.get_connection().run_on_commit
    return [after for _, after, *_ in waiting if isinstance(after, _Committed)]
