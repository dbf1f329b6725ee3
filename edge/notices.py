"""What was purged, as one worker reads it from the table that all share."""

from __future__ import annotations

import time

from edge.models import Purge
from edge.watch import Notice

#: A transaction that writes its row and ends so many seconds later is still noticed: on PostgreSQL numbers are
#: given when a row is written, and seen when its transaction ends.
LONGEST_TRANSACTION = 300.0


class Notices:
    def __init__(self) -> None:
        self._floor = 0
        self._seen: dict[int, float] = {}

    def own(self, number: int) -> None:
        """This process knows of that one already."""
        self._seen[number] = time.monotonic()

    def read(self) -> list[Notice]:
        """What came since the last time, oldest first. One query."""
        now = time.monotonic()
        rows = Purge.objects.filter(pk__gt=self._floor).order_by("pk").values_list("pk", "names", "for_good")
        new: list[Notice] = [
            (number, names.split(), for_good) for number, names, for_good in rows if number not in self._seen
        ]
        self._seen.update((number, now) for number, _, _ in new)
        settled = [number for number, seen in list(self._seen.items()) if seen < now - LONGEST_TRANSACTION]
        if settled:
            self._floor = max(self._floor, *settled)
            self._seen = {number: seen for number, seen in self._seen.items() if number > self._floor}
        return new
