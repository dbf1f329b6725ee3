"""A server that is stopped, or whose workers are replaced, finishes what it was asked."""

from __future__ import annotations

import http.client
import os
import signal
import threading
import time

import pytest

from make.temporary_site import copy_of, temporary_site
from tests.newssite.test_worker import children_of


class Readers:
    """Several who ask without a pause, each for pages that take a while; what went wrong is in `failed`."""

    def __init__(self, port: int, number: int = 4) -> None:
        self.port, self.answered, self.failed = port, 0, []
        self.refused = 0
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._read, args=(one,)) for one in range(number)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _read(self, reader: int) -> None:
        number = 0
        while not self._stopped.is_set():
            number += 1
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                connection.connect()
            except ConnectionRefusedError:
                with self._lock:
                    self.refused += 1
                time.sleep(0.05)
                continue
            try:
                # None is kept: the words are others each time.
                connection.request("GET", f"/search/?q=word{reader}x{number}")
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise ValueError(answer.status)
                with self._lock:
                    self.answered += 1
            except Exception as error:
                self.failed.append(repr(error))
            finally:
                connection.close()


def wait_for(what) -> None:
    for _ in range(1200):
        if what():
            return
        time.sleep(0.05)
    pytest.fail("It did not come about.")


def test_a_stop_under_load_breaks_off_no_answer(edition, tmp_path):
    folder = copy_of(edition, tmp_path / "site")
    with temporary_site(folder, WEB_WORKERS="2") as site, Readers(int(site.environment["PORT"])) as readers:
        wait_for(lambda: readers.answered > 40)
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(30) == 0
        wait_for(lambda: readers.refused)
    assert readers.failed == []


def test_workers_are_replaced_under_load_without_a_refusal(edition, tmp_path):
    folder = copy_of(edition, tmp_path / "site")
    with temporary_site(folder, WEB_WORKERS="2") as site, Readers(int(site.environment["PORT"])) as readers:
        wait_for(lambda: readers.answered > 20)
        before = workers_of(site.process.pid)
        os.kill(site.process.pid, signal.SIGHUP)
        wait_for(lambda: len(now := workers_of(site.process.pid)) == 2 and not now & before)
        reached = readers.answered
        wait_for(lambda: readers.answered > reached + 20)
    assert readers.failed == []
    assert readers.refused == 0


def workers_of(main: int) -> set[int]:
    return set(children_of(main, "granian"))
