"""How one worker hears of changes that others made: it asks the database, at most twice a second, and only while
somebody reads. What is known beforehand happens here at its second.

A thread of its own asks, so that no reader waits for a database that hangs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable

from django.db import close_old_connections
from django.utils import timezone

from edge import caches
from edge.coming import Change

log = logging.getLogger("edge")

#: Seconds. A change is seen within two, also where an nginx keeps what it is given until the clock's next second, and
#: half a second is left for clocks that differ. Behind a cache that is purged few requests come, and what they fetch
#: is kept there: it must be new.
EVERY, EVERY_BEHIND_A_CACHE = 0.5, 0.2
#: A reader waits no longer for what the database says.
PATIENCE = 0.25
#: A page of which there is no copy is given up at once where the database refuses, and after so many seconds where it
#: is silent: one that is only slow, on a machine with much to do, is silent for one or two.
GONE_AFTER = 3.0
#: What is coming is asked for again when something changed, and at least so often.
COMING_EVERY = 30.0

Notice = tuple[int, Collection[str], bool]


class Watch:
    """`read` gives what was purged since it was last called, `coming` what will change when; `purge` does it."""

    def __init__(
        self,
        purge: Callable[[Collection[str], bool], None],
        read: Callable[[], list[Notice]],
        coming: Callable[[], Iterable[Change]],
    ) -> None:
        self._purge, self._read, self._coming = purge, read, coming
        self.every = EVERY_BEHIND_A_CACHE if caches.configured() else EVERY
        #: From then on the next request has to ask.
        self.again_at = 0.0
        #: The database did not answer when it was last asked, or has not yet.
        self.is_away = False
        self._is_told = False
        self._asking_since: float | None = None
        self._looked = self._tried = self._asked_for_coming = float("-inf")
        self._due: list[tuple[float, Collection[str]]] = []
        self._turn = threading.Condition()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    def look(self, now: float, *, at_once: bool = False) -> None:
        """Sees to it that what changed up to `every` seconds ago is known; with `at_once`, up to `now`."""
        with self._turn:
            self._let_happen(now)
            newest = now if at_once else now - self.every
            if self._looked > newest or (self.is_away and now - self._tried < self.every):
                return
            tried = self._tried
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="edge-watch", daemon=True)
                self._thread.start()
            self._wanted.set()
            if not self._turn.wait_for(lambda: self._looked > newest or self._tried > tried, PATIENCE):
                # It hangs: nobody else waits for it before the thread comes back, but for one reader now and then.
                self.is_away, self._tried = True, time.monotonic()
                self._set_again_at()

    def is_gone(self) -> bool:
        """Whether the database refuses, or is silent even to who waits for it. Of those who wait together the last wait
        as long as the first has still to wait; who comes later does not wait."""
        with self._turn:
            if self.is_away and not self._is_told:
                since = self._tried if self._asking_since is None else self._asking_since
                self._turn.wait_for(lambda: not self.is_away or self._is_told, since + GONE_AFTER - time.monotonic())
            return self.is_away

    def ends(self, names: Collection[str]) -> float:
        """When what these names stand for will be something else."""
        return min((at for at, changed in self._due if not set(changed).isdisjoint(names)), default=float("inf"))

    def ask(self) -> None:
        """Asks the database once, in the thread that calls."""
        began = self._asking_since = time.monotonic()
        try:
            notices = self._read()
            due = self._known(began) if notices or began - self._asked_for_coming > COMING_EVERY else None
        except Exception as error:  # whatever is wrong with the database: pages go on
            with self._turn:
                if not self._is_told:
                    log.warning("The database does not answer (%s): pages are served as they were last made.", error)
                self.is_away, self._is_told, self._tried = True, True, time.monotonic()
                self._asking_since = None
                self._set_again_at()
                self._turn.notify_all()
            return
        for _, names, for_good in notices:
            self._purge(names, for_good)
        with self._turn:
            if self._is_told:
                log.warning("The database answers again.")
            self.is_away = self._is_told = False
            self._looked, self._tried, self._asking_since = began, time.monotonic(), None
            if due is not None:
                self._due, self._asked_for_coming = due, began
            self._set_again_at()
            self._turn.notify_all()

    def _known(self, now: float) -> list[tuple[float, Collection[str]]]:
        clock = timezone.now()
        return sorted((now + (at - clock).total_seconds(), names) for at, names in self._coming() if at > clock)

    def _let_happen(self, now: float) -> None:
        while self._due and self._due[0][0] <= now:
            self._purge(self._due.pop(0)[1], False)
        self._set_again_at()

    def _set_again_at(self) -> None:
        asked = self._tried if self.is_away else self._looked
        self.again_at = min([asked + self.every, *(at for at, _ in self._due[:1])])

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            self.ask()
            close_old_connections()
