"""The page store: answers from a worker's own copies before Django is entered, as WhiteNoise answers with files.

A WSGI application around Django's. A request that brings a session, credentials or a body, or that names a host or
scheme that is not the site's, goes through untouched. Of all others only the address counts: a page that is kept is
made from a request that holds nothing else, so nothing else can get into it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

from edge import addresses, coming, encodings, freshness, purging, strict
from edge.copies import NOT_MODIFIED, Copy, Key
from edge.impartial import has_our_scheme, is_for_all, own_hosts, plain_request
from edge.notices import Notices
from edge.public import HEARD, PAGE, Declared, Page, declared_by
from edge.shared import Shared, release
from edge.shelf import Shelf
from edge.unavailable import unavailable
from edge.watch import Watch

log = logging.getLogger("edge")

Environ = dict[str, Any]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]

#: Seconds that a reader waits for a page that another is being given; then the last copy will do, if there is one that
#: was good when the reader came, or a second before.
WAIT, WAIT_WITHOUT_COPY = 1.0, 10.0
#: A page that could not be made is not tried again for so long, while there is a copy.
AGAIN_AFTER = 2.0
#: Addresses of which it is remembered what they read.
MOST_REMEMBERED = 5000
#: What is said of an answer, in the words of RFC 9211.
HIT = ("Cache-Status", "page-store; hit")
SHARED = ("Cache-Status", "page-store; hit; detail=shared")
MADE = ("Cache-Status", "page-store; fwd=miss; stored")
NOT_KEPT = ("Cache-Status", "page-store; fwd=miss; detail=not-kept")
#: These are good for this moment only.
OVERTAKEN = ("Cache-Status", "page-store; fwd=miss")
WAITING = ("Cache-Status", "page-store; hit; detail=being-made-anew")
ILL = ("Cache-Status", "page-store; hit; detail=stale-if-error")
ERROR = "500 Internal Server Error"
#: Nobody is to keep what is out of date; nor, for a moment, to ask again and again for what cannot be made.
FOR_NOW = ("Cache-Control", f"public, max-age=0, s-maxage=0, stale-if-error={freshness.WHILE_ILL}")
WHILE_ILL = ("Cache-Control", f"public, max-age=0, s-maxage=1, stale-if-error={freshness.WHILE_ILL}")


class Rendering:
    """A page that is being made. When it is `done`, `answer` is for who asked; `copy` is for others too."""

    answer: Copy

    def __init__(self, purges: int) -> None:
        self.purges = purges
        self.done = threading.Event()
        self.copy: Copy | None = None
        self.how = NOT_KEPT


class PageStore:
    def __init__(
        self, application: Application, most_bytes: int, watch: Watch | None = None, shared: Shared | None = None
    ) -> None:
        self.shared = shared
        self.application = application
        self.shelf = Shelf(most_bytes)
        self.notices = Notices()
        self.watch = watch or Watch(self.shelf.purge, self.notices.read, coming.changes)
        self.hosts = own_hosts()
        self.session = settings.SESSION_COOKIE_NAME
        self._renderings: dict[Key, Rendering] = {}
        self._lock = threading.Lock()
        self._declared: dict[str, Declared | None] = {}
        self._failing: set[Key] = set()
        purging.listeners.append(self.noticed)

    def noticed(self, number: int, names: Any, for_good: bool) -> None:
        """This process has changed something itself."""
        self.notices.own(number, names)
        self.shelf.purge(names, for_good)

    def __call__(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        key = self.key_of(environ)
        if key is None:
            return self.application(environ, respond)
        copy = self.shelf.copies.get(key)
        if copy is not None:
            now = time.monotonic()
            if now >= self.watch.again_at:
                self.watch.look(now)
            if copy.until > now:  # a purge sets it to nothing
                copy.used = now
                return self.answer(copy, environ, respond, ILL if self.watch.is_away else HIT)
        return self.made_anew(key, environ, respond)

    def key_of(self, environ: Environ) -> Key | None:
        """The address, if a stored page may answer this request; None for any other request."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return None
        # Wherever the name stands in it: Django reads odd cookies kindly, and so must we.
        if "HTTP_COOKIE" in environ and self.session in environ["HTTP_COOKIE"]:
            return None
        if environ.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ:
            return None
        host = self.hosts.get(environ.get("HTTP_HOST", ""))
        if host is None or not has_our_scheme(environ):
            return None
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        if not query:
            return host, path, ""
        declared = self.declared_for(path)
        asked = addresses.canonical(query, declared.reads) if declared and declared.reads is not None else None
        return None if asked is None else (host, path, asked)

    def declared_for(self, path: str) -> Declared | None:
        """What the view at this path says of its pages; None where it is no public page."""
        if path in self._declared:
            return self._declared[path]
        if path.startswith(settings.STATIC_URL):
            return None
        try:
            declared = declared_by(resolve(get_path_info({"PATH_INFO": path})).func)
        except Resolver404:
            return None
        if len(self._declared) >= MOST_REMEMBERED:
            self._declared.clear()
        self._declared[path] = declared
        return declared

    def made_anew(self, key: Key, environ: Environ, respond: Respond) -> Iterable[bytes]:
        """One reader's request makes the page; those who come meanwhile are given the same."""
        declared = self.declared_for(key[1])
        if declared is None:
            return self.application(environ, respond)
        came = time.monotonic()
        self.watch.look(came, at_once=True)
        copy = self.shelf.copies.get(key)
        if copy is not None and copy.until > came:  # made while we asked what changed
            return self.answer(copy, environ, respond, HIT)
        if copy is not None and self._is_ill(copy, came):
            return self.answer(copy, environ, respond, ILL)
        if copy is None and self.watch.is_gone():
            return self.answer(unavailable(key), environ, respond, NOT_KEPT)
        while True:
            with self._lock:
                rendering = self._renderings.get(key)
                if rendering is None:
                    mine = self._renderings[key] = Rendering(self.shelf.purges)
                    break
            if copy is not None and copy.until > 0 and came < copy.made + freshness.WHILE_ILL:
                return self.answer(copy, environ, respond, WAITING)  # nothing changed: its time is over
            if copy is not None and came > copy.purged + WAIT:
                copy = None  # what changed so long ago nobody is to see as it was
            patience = WAIT if copy is not None else WAIT_WITHOUT_COPY
            if not rendering.done.wait(max(0.0, came + patience - time.monotonic())):
                break
            theirs = rendering.copy
            if theirs is None:  # it is not one to be kept
                return self.application(environ, respond)
            if rendering.how is ILL or self.shelf.is_current(theirs.names, rendering.purges):
                return self.answer(theirs, environ, respond, rendering.how)
        if rendering is not None:  # it takes too long
            if copy is not None:
                return self.answer(copy, environ, respond, WAITING)
            return self.application(environ, respond)
        try:
            self.render(key, declared, environ, mine)
        finally:
            with self._lock:
                del self._renderings[key]
            mine.done.set()
        return self.answer(mine.answer, environ, respond, mine.how)

    def _is_ill(self, copy: Copy, now: float) -> bool:
        """It cannot be made anew now, and is not too old to stand in."""
        return (self.watch.is_away or now < copy.retry_at) and now < copy.made + freshness.WHILE_ILL

    def render(self, key: Key, declared: Declared, environ: Environ, mine: Rendering) -> None:
        """Django's answer, kept if it may be; or the last good one where that is an error."""
        if self._is_had_by_others(key, mine):
            return
        known = self.notices.known()
        ask = plain_request(key, environ) | {HEARD: self.shelf.purged_at}
        mine.answer = copy = self._asked(key, ask)
        now = time.monotonic()
        last = self.shelf.copies.get(key)
        if copy.code >= 500:
            if last is not None and now < last.made + freshness.WHILE_ILL:
                last.retry_at = now + AGAIN_AFTER
                mine.answer = mine.copy = last
                mine.how = ILL
                self._tell(key, copy.status)
            return
        page = ask.get(PAGE)
        if not isinstance(page, Page) or not page.is_named or not is_for_all(copy):
            return
        copy.keep(frozenset(page.names), declared.seconds, now, self.watch.ends(page.names))
        mine.copy = copy
        mine.how = MADE if self.shelf.put(copy, mine.purges) else OVERTAKEN
        if self.shared is not None and mine.how is MADE and not self.watch.is_away:
            self.shared.put(copy, known)
        self._tell(key, "")

    def _is_had_by_others(self, key: Key, mine: Rendering) -> bool:
        """Takes the page that another worker made, if that one knew of every change that we know of."""
        if self.shared is None or self.watch.is_away:
            return False
        copy = self.shared.get(key, self.notices.is_known_by, self.watch.ends)
        if copy is None or not self.shelf.put(copy, mine.purges):
            return False
        mine.answer = mine.copy = copy
        mine.how = SHARED
        return True

    def _asked(self, key: Key, ask: Environ) -> Copy:
        said: list[Any] = [ERROR, []]

        def hear(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            said[:] = status, headers

        answered: Any = ()
        try:
            answered = self.application(ask, hear)
            body = b"".join(answered)
        except Exception:
            log.exception("%s could not be made.", key[1])
            said, body = [ERROR, strict.headers(strict.TEXT)], b"Internal Server Error\n"
        finally:
            if hasattr(answered, "close"):
                answered.close()
        return Copy(key, said[0], said[1], body)

    def _tell(self, key: Key, failed: str) -> None:
        """One line when pages begin to fail, and one when the last of them is well again."""
        with self._lock:
            before = bool(self._failing)
            self._failing.add(key) if failed else self._failing.discard(key)
            after = bool(self._failing)
        if failed and not before:
            log.warning("%s could not be made (%s): the last good copies of such pages are served.", key[1], failed)
        elif before and not after:
            log.warning("All pages that failed are made again, the last of them %s.", key[1])

    def answer(self, copy: Copy, environ: Environ, respond: Respond, how: tuple[str, str]) -> Iterable[bytes]:
        encoding = encodings.chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        variant = copy.variants.get(encoding)
        if variant is None:
            variant = copy.variant(encoding)
            self.shelf.weigh(copy)
        status, headers, body = copy.status, variant.headers, [variant.body]
        tags, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        if (tags is not None or since is not None) and copy.is_had(variant, tags, since):
            status, headers, body = NOT_MODIFIED, variant.not_modified, []
        elif environ["REQUEST_METHOD"] == "HEAD":
            body = []
        second = freshness.this_second()
        if how is OVERTAKEN or how is WAITING:
            headers, second = [FOR_NOW, *headers[1:]], freshness.NO_SECOND
        elif how is ILL:
            headers = [WHILE_ILL, *headers[1:]]
        elif (now := time.monotonic()) >= copy.trim_from:
            headers = [("Cache-Control", freshness.control(copy.seconds, copy.ends - now)), *headers[1:]]
        respond(status, [*headers, second, how])
        return body


def around(application: Application) -> Application:
    """The application with a page store around it; without one where `PAGE_STORE_MB` is 0, or while it is developed."""
    if settings.DEBUG or not settings.PAGE_STORE_MB:
        return application
    shared = Shared(caches["default"], release()) if settings.REDIS_URL else None
    return PageStore(application, settings.PAGE_STORE_MB * 1_000_000, shared=shared)
