"""What every provider must stand, whatever comes back: one list of cases, for each of them."""

from __future__ import annotations

import logging
import socket
import threading
import time
from datetime import UTC, date, datetime

import pytest
import requests
from werkzeug import Response

from markets.providers import PROVIDERS, asking, class_of
from markets.providers.provider import ProviderError, Refused, Throttled
from tests.markets.providers.answers import ALL, body
from tests.markets.providers.conftest import KEY

pytestmark = pytest.mark.django_db
WITH_DAYS = [one for one in ALL if one.days]


@pytest.fixture(params=ALL, ids=str)
def documented(request):
    return request.param


def test_every_provider_of_the_network_is_held_to_this():
    assert {one.name for one in ALL} == set(PROVIDERS) - {"files"}


def test_a_price_is_read(documented, server, ask, ticker_of):
    server.answers(documented.path, documented.good)
    reading = ask(documented.name, ticker_of(documented))
    assert (reading.price, reading.previous_close) == (documented.price, documented.previous)
    assert reading.source == class_of(documented.name).attribution
    assert datetime(2026, 2, 10, 13, tzinfo=UTC) < reading.as_of <= datetime(2026, 2, 10, 21, 1, tzinfo=UTC)
    assert reading.currency in ("", "USD")


@pytest.mark.parametrize("what", ["unknown", "zeros"])
def test_what_it_does_not_know_is_left_out(documented, server, ask, ticker_of, what):
    server.answers(documented.path, getattr(documented, what))
    assert ask(documented.name, ticker_of(documented)) is None


def test_too_many_requests_are_told_with_the_time_to_wait(documented, server, ask, ticker_of):
    server.answers(documented.path, "", status=429, headers={"Retry-After": "90"})
    with pytest.raises(Throttled) as error:
        ask(documented.name, ticker_of(documented))
    assert error.value.wait.total_seconds() == 90
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("documented", "note"),
    [(one, note) for one in ALL for note in one.notes],
    ids=lambda value: str(value)[:20],
)
def test_throttling_that_is_told_with_status_200_is_understood(documented, note, server, ask, ticker_of):
    server.answers(documented.path, note)
    with pytest.raises(Throttled):
        ask(documented.name, ticker_of(documented))


@pytest.mark.parametrize(
    ("documented", "status", "told"),
    [(one, status, told) for one in ALL for status, told in one.refusals],
    ids=lambda value: str(value)[:20],
)
def test_a_key_that_is_not_taken_is_told(documented, status, told, server, ask, ticker_of):
    server.answers(documented.path, told, status=status)
    with pytest.raises(Refused):
        ask(documented.name, ticker_of(documented))
    assert len(server.asked) == 1


def garbage(documented):
    good = body(documented.good)
    return {
        "a web page": "<!DOCTYPE html><html><body>Just a moment...</body></html>",
        "half an answer": good[: len(good) // 2],
        "nothing": "",
        "another shape": '"hello"',
        "a list of nothing": "[[]]" if documented.name != "tiingo" else '{"a": 1}',
        "half characters": b"\xff\xfe\x00",
        "nesting without end": "[" * 100_000,
    }


@pytest.mark.parametrize("what", list(garbage(ALL[0])))
def test_what_is_no_answer_is_an_error_and_nothing_worse(documented, server, ask, ticker_of, what):
    server.answers(documented.path, lambda request: Response(garbage(documented)[what]))
    with pytest.raises(ProviderError):
        ask(documented.name, ticker_of(documented))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_trouble_of_theirs_is_tried_again(documented, server, ask, ticker_of, status):
    server.answers(documented.path, Response("", status), Response("", status), documented.good)
    assert ask(documented.name, ticker_of(documented)).price == documented.price
    assert len(server.asked) == 3


def test_trouble_that_stays_is_an_error(documented, server, ask, ticker_of, no_patience):
    server.answers(documented.path, Response("", 503))
    with pytest.raises(ProviderError, match="503"):
        ask(documented.name, ticker_of(documented))
    assert len(server.asked) == asking.ATTEMPTS
    assert len(no_patience) == asking.ATTEMPTS - 1
    assert no_patience[0] < no_patience[1] <= asking.BACKOFF * 2


def test_a_short_wait_that_is_asked_for_is_waited(documented, server, ask, ticker_of, no_patience):
    server.answers(documented.path, Response("", 429, {"Retry-After": "3"}), documented.good)
    assert ask(documented.name, ticker_of(documented)).price == documented.price
    assert no_patience == [3.0]


def test_it_is_not_led_elsewhere_with_the_key(documented, server, ask, ticker_of):
    server.answers(documented.path, "", status=302, headers={"Location": "http://localhost:1/elsewhere"})
    with pytest.raises(ProviderError, match="302"):
        ask(documented.name, ticker_of(documented))


@pytest.mark.parametrize("documented", WITH_DAYS, ids=str)
def test_days_are_read_and_those_that_cannot_be_are_left_out(documented, server, night, ticker_of):
    server.answers(documented.days_path, documented.days)
    provider = class_of(documented.name)(documented.name, KEY)
    ticker = ticker_of(documented)
    days = sorted(provider.bars(ticker, date(2026, 2, 1), date(2026, 2, 10)))
    assert [(one.day, one.close) for one in days] == [
        (date(2026, 2, 9), documented.previous),
        (date(2026, 2, 10), documented.price),
    ]
    assert all(one.low <= min(one.open, one.close) <= max(one.open, one.close) <= one.high for one in days)
    assert len(provider.bars(ticker, date(2026, 2, 10), date(2026, 2, 10))) == 1


# What goes with the key ------------------------------------------------------------------------


def mishaps(documented):
    yield "429", Response("", 429)
    yield "401", Response(f"The key {KEY} is wrong.", 401)
    yield "503", Response("", 503)
    yield "page", Response(f"<html>{KEY}</html>")
    yield "302", Response("", 302, {"Location": f"http://localhost:1/?{KEY}"})


def logged(caplog):
    """What we, and the libraries that ask for us, wrote; the server of the test is another process in life."""
    return " ".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")


@pytest.mark.parametrize("what", [name for name, _ in mishaps(ALL[0])])
def test_the_key_is_in_no_error_and_no_log(documented, server, ask, ticker_of, caplog, what):
    caplog.set_level(logging.DEBUG)
    server.answers(documented.path, dict(mishaps(documented))[what])
    with pytest.raises(ProviderError) as error:
        ask(documented.name, ticker_of(documented))
    assert KEY not in str(error.value) + repr(error.value) + logged(caplog)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_nor_where_nobody_answers_at_all(documented, settings, night, ticker_of, caplog):
    caplog.set_level(logging.DEBUG)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.QUOTE_ADDRESSES = {documented.name: f"http://127.0.0.1:{nobody.getsockname()[1]}"}
        with pytest.raises(ProviderError, match="does not answer") as error:
            class_of(documented.name)(documented.name, KEY).quotes([ticker_of(documented)])
    assert KEY not in str(error.value) + logged(caplog)


def test_the_key_is_sent(documented, server, ask, ticker_of):
    server.answers(documented.path, documented.good)
    ask(documented.name, ticker_of(documented))
    [request] = server.asked
    sent = request.url + str(dict(request.headers))
    assert (KEY in sent) is class_of(documented.name).needs_key


# Bounds ----------------------------------------------------------------------------------------


@pytest.fixture
def raw_server():
    """Answers by hand, for what no good server does."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(5)

    def run(talk):
        def serve():
            try:
                while True:
                    connection, _ = listening.accept()
                    with connection:
                        connection.recv(65536)
                        talk(connection)
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield run
    listening.close()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"


def test_an_answer_that_breaks_off_is_no_answer(raw_server):
    address = raw_server(lambda connection: connection.sendall(HEAD + b'{"c": 1}'))
    with pytest.raises(ProviderError, match="broke off"):
        asking.get_json("Acme", address)


def test_an_answer_that_does_not_begin_is_waited_for_so_long(raw_server, monkeypatch):
    monkeypatch.setattr(asking, "READ", 0.2)
    monkeypatch.setattr(asking, "ATTEMPTS", 1)
    address = raw_server(lambda connection: connection.recv(1))
    began = time.monotonic()
    with pytest.raises(ProviderError, match="does not answer"):
        asking.get_json("Acme", address)
    assert time.monotonic() - began < 2


def test_an_answer_that_trickles_is_ended(raw_server, monkeypatch):
    monkeypatch.setattr(asking, "WHOLE", 0.3)

    def trickle(connection):
        connection.sendall(HEAD)
        stop = threading.Event()
        for _ in range(40):
            connection.sendall(b" ")
            stop.wait(0.05)

    began = time.monotonic()
    with pytest.raises(ProviderError, match="took longer than"):
        asking.get_json("Acme", raw_server(trickle))
    assert time.monotonic() - began < 1.5


def test_an_answer_without_end_is_ended(server):
    server.answers("/", lambda request: Response(b" " * 3_000_000))
    assert asking.get("Acme", server.address + "/")
    with pytest.raises(ProviderError, match="more than 1,000,000 bytes"):
        asking.get("Acme", server.address + "/", biggest=1_000_000)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7),
        ("Wed, 11 Feb 2026 03:01:00 GMT", 60),
        ("Wed, 11 Feb 2026 02:00:00 GMT", 0),
        ("99999999", 86_400),
        ("soon", None),
        ("-1", None),
        ("", None),
    ],
)
def test_how_long_to_wait_is_read_as_seconds_and_as_a_date(told, seconds, time_machine):
    time_machine.move_to("2026-02-11T03:00:00Z", tick=False)
    answer = requests.Response()
    answer.headers["Retry-After"] = told
    wait = asking.retry_after(answer)
    assert (None if wait is None else wait.total_seconds()) == seconds
