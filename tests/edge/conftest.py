"""A page store around a small application that says what it was asked and counts how often."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import signals
from django.db import close_old_connections, connection, reset_queries
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from edge import purging
from edge.public import public_page, shows
from edge.store import PageStore
from edge.watch import Watch


class Answer:
    """What a client gets."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.body = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}
        self.all_headers = headers

    @property
    def from_store(self) -> bool:
        return "; hit" in self.headers.get("cache-status", "")

    @property
    def is_stale(self) -> bool:
        return "stale-if-error" in self.headers.get("cache-status", "")


class Site:
    """A store, and what stands behind it: `says` is the text of its page, `fails` makes it fail."""

    def __init__(self, most_bytes: int = 1_000_000) -> None:
        self.made: list[str] = []
        self.says, self.fails, self.status = "A page. " * 100, False, 200
        self.headers: dict[str, str] = {}
        self.shown = ["article-12"]
        self.meanwhile: Callable[[], Any] = lambda: None
        self.notices: list[Any] = []
        self.database_is_away = False
        self.coming: list[Any] = []
        self.store = PageStore(self.application, most_bytes)
        self.store.watch = Watch(self.store.shelf.purge, self.read, lambda: self.coming)

    def read(self) -> list[Any]:
        if self.database_is_away:
            raise OSError("no database")
        found, self.notices = self.notices, []
        return found

    def application(self, environ: dict[str, Any], respond: Any) -> Any:
        """As Django answers: the request is read by the views' decorator."""
        request = RequestFactory().request(**{name: value for name, value in environ.items() if "." not in name})
        request.META = environ
        answer = VIEWS[environ["PATH_INFO"]](request, self)
        respond(f"{answer.status_code} Said", list(answer.items()))
        return [answer.content]

    def get(self, address: str = "/page/", method: str = "GET", **headers: str) -> Answer:
        path_info, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path_info, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1:8000",
            "wsgi.url_scheme": "http", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000",
        } | headers  # fmt: skip
        said: list[Any] = []
        body = self.store(environ, lambda status, headers, exc_info=None: said.extend([status, headers]))
        return Answer(said[0], said[1], b"".join(body))

    def together(self, number: int, address: str = "/page/") -> list[Answer]:
        """So many readers at once."""
        answers: list[Answer] = []
        readers = [threading.Thread(target=lambda: answers.append(self.get(address))) for _ in range(number)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(20)
        return answers


def page(request, site):
    site.made.append(request.get_full_path())
    site.meanwhile()
    if site.fails:
        raise RuntimeError("of no use today")
    shows(request, *site.shown)
    return HttpResponse(f"{site.says}{request.GET.urlencode()}", status=site.status, headers=site.headers)


def private(request, site):
    site.made.append("private")
    return HttpResponse("only for you", headers={"Cache-Control": "public, max-age=60"})


PAGE = public_page(reads=("q", "page"), seconds=300)(page)
VIEWS: dict[str, Any] = {"/page/": PAGE, "/other/": PAGE, "/third/": PAGE, "/private/": private}
urlpatterns = [path(address.removeprefix("/"), view) for address, view in VIEWS.items()]


@pytest.fixture
def make_site(settings):
    settings.ROOT_URLCONF = __name__
    before = list(purging.listeners)
    yield Site
    purging.listeners[:] = before


@pytest.fixture
def site(make_site):
    return make_site()


#: They would end the test's connection.
AROUND_A_REQUEST = [
    (signals.request_started, close_old_connections),
    (signals.request_finished, close_old_connections),
    (signals.request_started, reset_queries),
]


@pytest.fixture
def paper(db):
    """The real site, in a worker of its own; the test's transaction goes on between its requests."""
    from tests.edge.paper import Paper

    before = list(purging.listeners)
    for signal, receiver in AROUND_A_REQUEST:
        signal.disconnect(receiver)
    yield Paper()
    for signal, receiver in AROUND_A_REQUEST:
        signal.connect(receiver)
    purging.listeners[:] = before


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is a transaction of its own, as far as purging can tell: forgotten is what the test's own
    transaction touched before it, and what follows a commit follows."""

    @contextlib.contextmanager
    def transaction_of_its_own():
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return transaction_of_its_own
