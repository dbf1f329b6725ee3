"""A provider that answers on loopback, as the real one documents."""

from __future__ import annotations

import pytest
from werkzeug import Request, Response

from markets.providers import PROVIDERS, asking, class_of
from tests.factories import make_ticker
from tests.markets.providers.answers import body

KEY = "S3CRET"
#: In the night after 10 February 2026 in New York.
NIGHT = "2026-02-11T03:00:00Z"


class Server:
    """Every provider is at its address. `answers` says what comes at a path: the n-th thing at the n-th request,
    and the last one from then on. `asked` are the requests."""

    def __init__(self, httpserver):
        self.http = httpserver
        self.address = httpserver.url_for("").rstrip("/")
        self.asked: list[Request] = []

    def answers(self, path, *things, status=200, headers=None):
        rest = list(things)

        def handle(request):
            self.asked.append(request)
            thing = rest.pop(0) if len(rest) > 1 else rest[0]
            if isinstance(thing, Response):
                return thing
            return thing(request) if callable(thing) else Response(body(thing), status, headers)

        self.http.clear()
        self.http.expect_request(path).respond_with_handler(handle)


@pytest.fixture
def server(httpserver, settings):
    found = Server(httpserver)
    settings.QUOTE_ADDRESSES = dict.fromkeys(PROVIDERS, found.address)
    settings.QUOTE_KEYS = dict.fromkeys(PROVIDERS, KEY)
    return found


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    """Nobody waits in a test for what a person would wait for."""
    waited: list[float] = []
    monkeypatch.setattr(asking.time, "sleep", waited.append)
    return waited


@pytest.fixture
def night(time_machine):
    time_machine.move_to(NIGHT, tick=True)


@pytest.fixture
def ask(server, night):
    """Asks a provider for one ticker's price."""

    def run(name, ticker):
        return class_of(name)(name, KEY).quotes([ticker]).get(ticker.pk)

    return run


@pytest.fixture
def ticker_of(db):
    """The ticker that a provider's documented answer is about."""

    def make(documented):
        if documented.name == "ecb":
            return make_ticker(symbol="EURUSD", exchange="FX", kind="currency_pair", currency="USD")
        return make_ticker(symbol="AAPL", exchange="NASDAQ")

    return make
