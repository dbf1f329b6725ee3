"""Around the whole site, page store and all: each request gets an id, is counted, and leaves a line if that is wanted.

The id is added to the answer on its way out, so no page that is kept has one. It costs a request one or two
microseconds; what is counted, and lines, as much more as docs/operations.md says.
"""

from __future__ import annotations

import functools
import logging
import random
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

from edge import store, strict
from newssite.logs import request_id
from staff.address import is_proxy

log = logging.getLogger("newssite.requests")

Environ = dict[str, Any]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]
#: What a request came to: its kind of view, status, what the page store did, and the seconds that it took.
Count = Callable[[str, int, str, float], None]

#: What a proxy may call a request; anything else could be there to confuse who reads the log.
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
#: What the page store said of an answer with its last header, in one word. Of others it says nothing: "passed".
OUTCOMES = {
    store.HIT: "hit",
    store.SHARED: "shared",
    store.MADE: "made",
    store.NOT_KEPT: "not-kept",
    store.OVERTAKEN: "made",
    store.WAITING: "stale",
    store.ILL: "stale",
}
PASSED = "passed"
#: From the page store's memory, without Django.
KEPT = {"hit", "shared", "stale"}
#: Addresses of which the kind is remembered, and how long they may be.
MOST_REMEMBERED, LONGEST = 5000, 300
#: Whoever has an address that begins so may read a draft: what follows stands in no log.
DRAFTS = "/articles/preview/shared/"


class Observed:
    def __init__(self, application: Application, count: Count | None, lines: str) -> None:
        self.application, self.count, self.lines = application, count, lines
        self._kinds: dict[str, str] = {}

    def __call__(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        began = time.perf_counter()
        identity = self.given(environ) if "HTTP_X_REQUEST_ID" in environ else None
        identity = identity or f"{random.getrandbits(96):024x}"  # a name, no secret
        request_id.set(identity)
        said: list[Any] = ["500", PASSED]

        def hear(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            said[:] = status, OUTCOMES.get(headers[-1], PASSED) if headers else PASSED
            return respond(status, [*headers, ("X-Request-ID", identity)])

        try:
            try:
                return self.application(environ, hear)
            except Exception:
                log.exception("%s could not be answered.", environ["PATH_INFO"])
                hear(store.ERROR, strict.headers(strict.TEXT))
                return [b"Internal Server Error\n"]
        finally:
            if self.count is not None or self.lines != "none":
                self.note(environ, int(said[0][:3]), said[1], time.perf_counter() - began)
            request_id.set("")

    def given(self, environ: Environ) -> str | None:
        """What the proxy in front calls this request, if there is one that is believed."""
        name = environ["HTTP_X_REQUEST_ID"]
        if settings.SECURE_PROXY_SSL_HEADER and GIVEN.match(name) and _is_proxy(environ.get("REMOTE_ADDR", "")):
            return str(name)
        return None

    def note(self, environ: Environ, status: int, outcome: str, seconds: float) -> None:
        path = environ["PATH_INFO"]
        kind = self._kinds.get(path) or self.kind_of(path)
        if self.count is not None:
            self.count(kind, status, outcome, seconds)
        if self.lines == "all" or (self.lines == "made" and outcome not in KEPT):
            method, shown = environ["REQUEST_METHOD"], get_path_info(environ)
            shown = f"{DRAFTS}..." if shown.startswith(DRAFTS) else shown
            log.info(
                "%s %s %s %.1f ms %s", method, shown, status, seconds * 1000, outcome,
                extra={"said": {"method": method, "path": shown, "status": status, "view": kind, "store": outcome,
                                "seconds": round(seconds, 6)}},
            )  # fmt: skip

    def kind_of(self, path: str) -> str:
        """The name of the view at this path, in a word that stands for few: all of the admin are one."""
        if path.startswith(settings.STATIC_URL):
            return "static"
        try:
            found = resolve(get_path_info({"PATH_INFO": path}))
        except Resolver404:
            return "unknown"
        kind = "admin" if path.startswith("/admin/") else str(found.url_name or found.func.__name__)
        if len(path) <= LONGEST:
            if len(self._kinds) >= MOST_REMEMBERED:
                self._kinds.clear()
            self._kinds[path] = kind
        return kind


#: A few addresses make all connections where there is a proxy.
_is_proxy = functools.lru_cache(maxsize=256)(is_proxy)


def around(application: Application, count: Count | None = None) -> Application:
    return Observed(application, count, settings.LOG_REQUESTS)
