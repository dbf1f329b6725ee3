"""What a request may bring, and how fast. Headers are the server's part (`serve`); bodies are taken in here, whole,
before Django is entered.

A thread that waits for a body answers nobody else, and a worker has few. So no more than half of them wait at a time:
readers, who bring none, find the others. Who drips is given up; who stops altogether keeps his turn until he goes, for
nothing here can end a read that waits. Behind nginx, which asks only when it has the body, none of this is felt.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from typing import IO, Any

from django.conf import settings

from edge import strict

Environ = dict[str, Any]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]

#: Bytes. The newsroom sends pictures of up to 30 MB; the same as in deploy/nginx.
MOST, MOST_IN_NEWSROOM = 1_000_000, 32_000_000
#: Bytes that are read at a time, and that are kept in memory rather than in a file.
PIECE, IN_MEMORY = 65_536, 1_000_000
#: Seconds that a client is given, and then as many bytes a second as it has to send: half a megabit.
GRACE, SLOWEST = 10.0, 65_536
#: Seconds that a request waits until it may be taken in.
PATIENCE = 1.0

TOO_LARGE = "413 Content Too Large", "This is larger than {} MB, and was not taken in.\n"
TOO_SLOW = "408 Request Timeout", "Not all of this arrived in time. Send it again.\n"
CUT_OFF = "400 Bad Request", "Not all of this arrived. Send it again.\n"
BUSY = "503 Service Unavailable", "Too much is being sent at once. Send it again in a moment.\n"


class Refused(Exception):
    """A body that is not taken in: status and sentence."""


class Taking:
    """One body that is being read, in the thread of its request: the server stands still if another reads it, and this
    one answers."""

    def __init__(self, source: Any, most: int) -> None:
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (Django reads it)
        self.size, self.is_too_large, self.is_too_slow = 0, False, False
        self._source, self._most = source, most

    def read(self) -> None:
        began = time.monotonic()
        # Little at first, as reading waits until it has as much: so that it is seen when it hardly comes.
        piece = 1
        while data := self._source.read(piece):
            self.size += len(data)
            self.is_too_large = self.size > self._most
            self.is_too_slow = time.monotonic() > began + GRACE + self.size / SLOWEST
            if self.is_too_large or self.is_too_slow:
                return
            self.file.write(data)
            piece = min(piece * 2, PIECE)


class Limited:
    def __init__(self, application: Application, at_once: int) -> None:
        self.application = application
        self._turns = threading.Semaphore(at_once)

    def __call__(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        if "HTTP_TRANSFER_ENCODING" not in environ and environ.get("CONTENT_LENGTH", "") in ("", "0"):
            return self.application(environ, respond)
        try:
            taken = self.take_in(environ)
        except Refused as refused:
            status, sentence = refused.args
            headers = strict.headers(strict.TEXT)
            if status == BUSY[0]:
                headers.append(("Retry-After", "5"))
            # What is left of it is on its way still: this connection is of no more use.
            respond(status, [*headers, ("Connection", "close")])
            return [sentence.encode()]
        taken.file.seek(0)
        # From here on it is a body like others, however it came.
        environ = environ | {"wsgi.input": taken.file, "CONTENT_LENGTH": str(taken.size)}
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        try:
            return self.application(environ, respond)
        finally:
            taken.file.close()

    def take_in(self, environ: Environ) -> Taking:
        most = MOST_IN_NEWSROOM if environ["PATH_INFO"].startswith("/admin/") else MOST
        said = environ.get("CONTENT_LENGTH", "")
        if said and not (said.isascii() and said.isdecimal() and len(said) <= 15):
            raise Refused(*CUT_OFF)
        if said and int(said) > most:
            raise Refused(*_too_large(most))
        if not self._turns.acquire(timeout=PATIENCE):
            raise Refused(*BUSY)
        taking = Taking(environ["wsgi.input"], most)
        try:
            taking.read()
        finally:
            self._turns.release()
        cut_off = bool(said) and taking.size < int(said)
        if taking.is_too_large or taking.is_too_slow or cut_off:
            taking.file.close()
            raise Refused(*(_too_large(most) if taking.is_too_large else TOO_SLOW if taking.is_too_slow else CUT_OFF))
        return taking


def _too_large(most: int) -> tuple[str, str]:
    return TOO_LARGE[0], TOO_LARGE[1].format(most // 1_000_000)


def around(application: Application) -> Application:
    return Limited(application, max(1, settings.WEB_THREADS // 2))
