"""What was purged, as one worker reads it from the table that all share."""

from __future__ import annotations

import time
from collections.abc import Collection

from edge.models import Purge
from edge.watch import Notice

#: A transaction that writes its row and ends so many seconds later is still noticed: on PostgreSQL numbers are
#: given when a row is written, and seen when its transaction ends.
LONGEST_TRANSACTION = 300.0
Known = tuple[int, list[int]]


class Notices:
    def __init__(self) -> None:
        self._floor = 0
        self._seen: dict[int, tuple[float, frozenset[str]]] = {}

    def own(self, number: int, names: Collection[str]) -> None:
        """This process knows of that one already."""
        self._seen[number] = time.monotonic(), frozenset(names)

    def known(self) -> Known:
        """All that is known now: a floor, up to which all is, and the numbers above it."""
        floor = self._floor  # first: what sinks below it meanwhile is in neither, and then asked for again
        return floor, sorted(self._seen)

    def is_known_by(self, known: Known, names: Collection[str]) -> bool:
        """Whether another process, which knew so much, knew of all that we know to have changed of these names."""
        floor, numbers = known[0], set(known[1])
        return not any(
            number > floor and number not in numbers and not changed.isdisjoint(names)
            for number, (_, changed) in list(self._seen.items())
        )

    def read(self) -> list[Notice]:
        """What came since the last time, oldest first. One query."""
        now = time.monotonic()
        rows = Purge.objects.filter(pk__gt=self._floor).order_by("pk").values_list("pk", "names", "for_good")
        new: list[Notice] = [
            (number, names.split(), for_good) for number, names, for_good in rows if number not in self._seen
        ]
        self._seen.update((number, (now, frozenset(names))) for number, names, _ in new)
        settled = [number for number, (seen, _) in list(self._seen.items()) if seen < now - LONGEST_TRANSACTION]
        if settled:
            self._floor = max(self._floor, *settled)
            self._seen = {number: seen for number, seen in self._seen.items() if number > self._floor}
        return new
