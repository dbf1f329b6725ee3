"""The whole paper behind a page store, as a worker serves it; for tests that look at real pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.handlers.wsgi import WSGIHandler

from edge.store import PageStore
from edge.watch import Watch
from tests.edge.conftest import Answer

HOST = "127.0.0.1:8000"


class Paper:
    def __init__(self) -> None:
        self.store = PageStore(WSGIHandler(), 50_000_000)
        self.coming: list[Any] = []
        # The database of a test is its own thread's: nobody else can ask it.
        self.store.watch = Watch(self.store.shelf.purge, lambda: [], lambda: self.coming)

    def get(self, address: str, method: str = "GET", **sent: str) -> Answer:
        """What the server gives us: `address` as it is after the host, not yet decoded."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query,
            "HTTP_HOST": HOST, "wsgi.url_scheme": "http", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000",
            "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.input": Nothing(),
        } | sent  # fmt: skip
        said: list[Any] = []
        body = self.store(environ, lambda status, headers, exc_info=None: said.extend([status, headers]))
        answer = Answer(said[0], said[1], b"".join(body))
        if hasattr(body, "close"):
            body.close()
        return answer


class Nothing:
    """A request's body that holds nothing."""

    def read(self, *size: int) -> bytes:
        return b""

    readline = read
