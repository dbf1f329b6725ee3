"""Asking something that may never answer, such as a database at the end of a cable that was cut."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from django.db import connections

T = TypeVar("T")


class Patient(Generic[T]):
    """Calls `ask` in a thread of its own. Who comes while it is being asked shares the answer."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._asked: Future[T] | None = None
        self._since = 0.0

    def __call__(self, seconds: float) -> T:
        """What it says; `TimeoutError` where it is silent for so long, at once where it has been already."""
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked, self._since = Future(), time.monotonic()
                threading.Thread(target=self._answer, args=(self._asked,), daemon=True).start()
            asked, since = self._asked, self._since
        return asked.result(max(0.0, since + seconds - time.monotonic()))

    def _answer(self, asked: Future[T]) -> None:
        try:
            answer = self._ask()
        except BaseException as error:
            asked.set_exception(error)
        else:
            asked.set_result(answer)
        finally:
            connections.close_all()
