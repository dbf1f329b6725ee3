"""A cache that may go away at any time: nothing that is asked of it is worth waiting for."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

log = logging.getLogger("edge")

T = TypeVar("T")
#: Seconds for which a cache that failed is not asked.
REST = 10.0


class MayBeAway:
    """Asks it, and leaves it alone for a while after it failed. The log has a line when that begins, which says
    `what_then`, and one when it is over."""

    def __init__(self, name: str, what_then: str) -> None:
        self._name, self._what_then = name, what_then
        self._rests_until = 0.0

    def ask(self, question: Callable[[], T], otherwise: T) -> T:
        """The answer, or `otherwise`."""
        if time.monotonic() < self._rests_until:
            return otherwise
        try:
            answer = question()
        except Exception as error:  # a driver's, or the network's
            if not self._rests_until:
                log.warning("The %s does not answer (%r): %s.", self._name, error, self._what_then)
            self._rests_until = time.monotonic() + REST
            return otherwise
        if self._rests_until:
            self._rests_until = 0.0
            log.warning("The %s answers again.", self._name)
        return answer
