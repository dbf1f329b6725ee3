"""An iterator that runs ahead in a second process, while the first one uses what it gave."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Generator, Iterable
from multiprocessing.connection import Connection
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


class ReaderLost(Exception):
    """The second process ended before its work was done; the text says what to do."""


def is_possible() -> bool:
    """Whether there is a second core, and a copy of this process can work on it.

    A copy is made by `fork`, so that it begins at once. It must not have a connection to a database
    in common with the first, so they are closed, and opened again by who asks; nor threads.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    used = connections.all(initialized_only=True)
    if any(each.in_atomic_block for each in used):
        return False
    for each in used:
        each.close()
        if each.vendor == "postgresql":
            each.close_pool()  # type: ignore[attr-defined]  # it has threads
    return threading.active_count() == 1


def ahead(items: Iterable[T]) -> Generator[T]:
    """The same items. One is in the making while another is in use, and no more than that is kept.

    What goes wrong in the second process is raised here. Close the iterator to end both.
    """
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(items, receiving, sending), daemon=True)
    process.start()
    sending.close()
    try:
        while True:
            try:
                received = receiving.recv()
            except (EOFError, OSError):
                process.join()
                raise ReaderLost(
                    f"The process that reads the files was ended from outside (its exit code is {process.exitcode}). "
                    "What it had read is imported; import the same again to go on."
                ) from None
            if received is None:
                return
            if isinstance(received, BaseException):
                raise received
            yield received[0]
    finally:
        receiving.close()
        process.terminate()
        process.join()


def _send(items: Iterable[T], receiving: Connection, sending: Connection) -> None:
    """In the second process. None says that nothing follows."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the first process too, which ends this one
    receiving.close()  # so that a pipe nobody reads from is noticed
    try:
        for item in items:
            sending.send((item,))
        sending.send(None)
    except BrokenPipeError:
        pass
    except BaseException as error:
        error.add_note(f"In the process that reads the files:\n{traceback.format_exc()}")
        sending.send(error)
