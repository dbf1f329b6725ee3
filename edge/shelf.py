"""The copies that one worker keeps: found by address, purged by name, bounded in bytes."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Collection

from edge.copies import Copy, Key

#: What an attacker may make without end, pages with parameters, gets no more than this part of the room.
FOR_PARAMETERS = 0.25
#: No single page takes more than this part.
FOR_ONE = 0.125
#: Room is made a bit at a time, so that not each new page has to look for the oldest.
AFTER_CLEARING = 0.9
#: So many purged names are remembered for pages that are being made meanwhile.
MOST_PURGED = 10_000


class Shelf:
    """Any thread may call; `copies` may be read without the lock."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self.copies: dict[Key, Copy] = {}
        #: Counts purges: whoever makes a page remembers where it stood.
        self.purges = 0
        #: When the last of them was, in seconds of `time.monotonic`.
        self.purged_at = float("-inf")
        self._by_name: dict[str, set[Key]] = defaultdict(set)
        self._purged: dict[str, int] = {}
        self._forgotten = 0
        self._lock = threading.Lock()

    def put(self, copy: Copy, since: int) -> bool:
        """Keeps a copy that began to be made after purge number `since`; False where one came that it did not see."""
        with self._lock:
            if copy.size > self.most_bytes * FOR_ONE or not self.is_current(copy.names, since):
                return False
            self._drop(copy.key)
            self.copies[copy.key] = copy
            copy.weighed = copy.size
            self.bytes += copy.weighed
            for name in copy.names:
                self._by_name[name].add(copy.key)
            self._make_room()
            return True

    def is_current(self, names: Collection[str], since: int) -> bool:
        """Whether none of these names was purged after purge number `since`."""
        return since >= self._forgotten and all(self._purged.get(name, 0) <= since for name in names)

    def weigh(self, copy: Copy) -> None:
        """An encoding was made of it: it weighs more than before."""
        with self._lock:
            if self.copies.get(copy.key) is copy:
                self.bytes += copy.size - copy.weighed
                copy.weighed = copy.size
                self._make_room()

    def purge(self, names: Collection[str], for_good: bool = False) -> None:
        """Copies that show any of these are good no more; `for_good`: nor may they stand in for anything."""
        with self._lock:
            self.purges += 1
            self.purged_at = time.monotonic()
            for name in names:
                self._purged[name] = self.purges
            if len(self._purged) > MOST_PURGED:
                self._purged.clear()
                self._forgotten = self.purges
            for key in {key for name in names for key in self._by_name.get(name, ())}:
                copy = self.copies[key]
                if copy.until:
                    copy.until, copy.purged = 0.0, time.monotonic()
                if for_good:
                    self._drop(key)

    def _drop(self, key: Key) -> None:
        copy = self.copies.pop(key, None)
        if copy is None:
            return
        self.bytes -= copy.weighed
        for name in copy.names:
            self._by_name[name].discard(key)
            if not self._by_name[name]:
                del self._by_name[name]

    def _make_room(self) -> None:
        """Those that nobody asked for longest go."""
        if self.bytes <= self.most_bytes:
            return
        oldest = sorted(self.copies.values(), key=lambda copy: copy.used)
        asked = sum(copy.size for copy in oldest if copy.key[2])
        for copy in oldest:
            if copy.key[2] and asked > self.most_bytes * FOR_PARAMETERS:
                asked -= copy.size
                self._drop(copy.key)
        for copy in oldest:
            if self.bytes <= self.most_bytes * AFTER_CLEARING:
                break
            self._drop(copy.key)
