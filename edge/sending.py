"""Tells caches in front of a change from the process that made it, as soon as every worker has noticed.

The job of `tasks.py` sees to it that they are told at all; but it may have to wait until another job is done, and the
next time that its worker looks. What fails here, or ends with its process, is left to it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Collection

from django_tasks import task_backends

from edge import caches
from edge.watch import EVERY_BEHIND_A_CACHE

#: A worker asks what changed so often, and needs a moment to hear it.
AFTER = EVERY_BEHIND_A_CACHE + 0.1

_turn = threading.Condition()
_waiting: set[str] = set()
_thread: threading.Thread | None = None


def tell(number: int, names: Collection[str], for_good: bool) -> None:
    """A listener of `purging`: called after the commit, returns at once."""
    global _thread
    if not caches.configured() or not task_backends["default"].supports_defer:  # the job is done already
        return
    with _turn:
        _waiting.update(names)
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_run, name="edge-sending", daemon=True)
            _thread.start()
        _turn.notify()


def _run() -> None:
    while True:
        with _turn:
            _turn.wait_for(lambda: _waiting)
            names = sorted(_waiting)
            _waiting.clear()
        time.sleep(AFTER)  # what is touched meanwhile goes next
        for kind in caches.configured():
            with contextlib.suppress(caches.NotDone):
                kind.purge(names)
