"""What a request may bring, and how fast: by itself, and at a real server, asked over raw connections."""

from __future__ import annotations

import contextlib
import io
import socket
import threading
import time

import pytest

from make.temporary_site import copy_of, temporary_site
from newssite import limits
from newssite.limits import Limited


class Pieces:
    """A body that comes bit by bit; where it is cut off, or waits for `until`."""

    def __init__(self, *pieces: bytes, until: threading.Event | None = None) -> None:
        self.pieces, self.until = list(pieces), until

    def read(self, size: int) -> bytes:
        if not self.pieces and self.until:
            self.until.wait(60)
        return self.pieces.pop(0) if self.pieces else b""


def send(body, length="", path="/admin/", application=None, at_once=2, **sent):
    """Status, headers, and the text of the answer."""
    said = []

    def read(environ, respond):
        respond("200 OK", [])
        assert "HTTP_TRANSFER_ENCODING" not in environ
        return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))]

    application = application or Limited(read, at_once)
    environ = {"PATH_INFO": path, "CONTENT_LENGTH": length, "wsgi.input": body} | sent
    answer = b"".join(application(environ, lambda status, headers: said.extend([status, headers])))
    return int(said[0][:3]), dict(said[1]), answer


def test_a_body_is_given_to_the_site_whole():
    assert send(Pieces(b"one ", b"two"), "7")[::2] == (200, b"one two")


def test_one_without_a_length_is_too():
    assert send(Pieces(b"one ", b"two"), HTTP_TRANSFER_ENCODING="chunked")[::2] == (200, b"one two")


def test_what_says_that_it_is_too_large_is_not_even_read():
    body = io.BytesIO(b"x")
    status, headers, answer = send(body, "32000001")
    assert (status, answer) == (413, b"This is larger than 32 MB, and was not taken in.\n")
    assert headers["Connection"] == "close"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert body.tell() == 0


def test_readers_send_less_than_the_newsroom():
    assert send(Pieces(b"x"), "1000001", path="/search/")[0] == 413
    assert send(Pieces(b"x" * 1_000_000), "1000000", path="/search/")[0] == 200


def test_what_does_not_say_it_is_read_up_to_the_limit():
    body = Pieces(*[b"x" * 600_000] * 3)
    assert send(body, path="/search/", HTTP_TRANSFER_ENCODING="chunked")[0] == 413
    assert len(body.pieces) == 1


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "9" * 16, "1 1"])
def test_a_length_that_is_none_is_refused(length):
    assert send(Pieces(b"x"), length)[0] == 400


def test_one_that_is_cut_off_does_not_reach_the_site():
    assert send(Pieces(b"one"), "7")[::2] == (400, b"Not all of this arrived. Send it again.\n")


def test_who_drips_is_given_up_and_who_is_only_slow_is_not(monkeypatch):
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(limits.time, "monotonic", lambda: next(clock))
    assert send(Pieces(b"o", b"n", b"e"), "7")[0] == 408  # a byte in six seconds
    clock = iter(range(0, 1000, 6))
    assert send(Pieces(b"o", *[b"x" * 393_216] * 5), str(1 + 5 * 393_216))[0] == 200  # 64 KB a second


def test_no_more_are_taken_in_at_once_than_leave_threads_for_readers(monkeypatch):
    monkeypatch.setattr(limits, "PATIENCE", 0.05)
    over = threading.Event()
    application = Limited(lambda environ, respond: respond("200 OK", []) or [b""], 1)
    slow = threading.Thread(target=send, args=(Pieces(until=over), "7"), kwargs={"application": application})
    slow.start()
    while application._turns._value:
        time.sleep(0.01)
    status, headers, _ = send(Pieces(b"x"), "1", application=application)
    assert (status, headers["Retry-After"]) == (503, "5")
    assert send(Pieces(), "", application=application)[0] == 200  # a reader brings nothing
    over.set()
    slow.join()
    assert send(Pieces(b"x"), "1", application=application)[0] == 200


# At a real server ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(edition, tmp_path_factory):
    with temporary_site(copy_of(edition, tmp_path_factory.mktemp("limits") / "site")) as running:
        yield running


def connect(site, timeout=60.0) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(site.environment["PORT"])), timeout)


def head(site, method="GET", path="/", *more: str) -> bytes:
    host = f"127.0.0.1:{site.environment['PORT']}"
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", *more, "", ""]).encode()


def status_of(connection: socket.socket) -> int:
    """Of the answer that comes next; 0 where the connection is closed without one."""
    try:
        said = connection.recv(65536)
    except ConnectionResetError:
        return 0
    return int(said.split(b" ", 2)[1]) if said else 0


def is_served(site) -> bool:
    with connect(site) as reader:
        reader.sendall(head(site))
        return status_of(reader) == 200


@pytest.mark.parametrize(
    "headers", [("X: " + "a" * 1_000_000,), tuple(f"X{n}: a" for n in range(70_000)), ("Cookie: " + "a=b; " * 200_000,)]
)
def test_a_megabyte_of_headers_is_refused(site, headers):
    with connect(site) as connection:
        with contextlib.suppress(OSError):  # it may be closed before all was sent
            connection.sendall(head(site, "GET", "/", *headers))
        assert status_of(connection) in (431, 0)
    assert is_served(site)


def test_a_body_over_the_limit_is_refused_before_it_is_sent(site):
    with connect(site) as connection:
        connection.sendall(head(site, "POST", "/admin/account/sign-in/", "Content-Length: 40000000"))
        assert status_of(connection) == 413
    with connect(site) as connection:
        connection.sendall(head(site, "POST", "/search/", "Transfer-Encoding: chunked"))
        with contextlib.suppress(OSError):
            for _ in range(40):
                connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        assert status_of(connection) in (413, 0)
    assert is_served(site)


def test_clients_that_send_a_byte_a_second_stop_nobody(site):
    """More of them than the worker has threads: some with their headers, some with a body, some silent."""
    stopped = threading.Event()
    slow = [connect(site) for _ in range(24)]
    for number, connection in enumerate(slow):
        if number % 3 == 1:
            connection.sendall(head(site, "POST", "/admin/account/sign-in/", "Content-Length: 1000"))
        elif number % 3 == 2:
            connection.sendall(b"GET / HTTP/1.1\r\nX: ")

    def drip():
        while not stopped.wait(1):
            for number, connection in enumerate(slow):
                if number % 3:
                    with contextlib.suppress(OSError):
                        connection.sendall(b"a")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        for _ in range(30):
            assert is_served(site)
            time.sleep(0.1)
        # In the end all are given up: those with a body are told why.
        for number, connection in enumerate(slow):
            assert status_of(connection) in ((408, 503) if number % 3 == 1 else (0, 408))
    finally:
        stopped.set()
        dripping.join()
        for connection in slow:
            connection.close()


def test_who_reads_slowly_stops_nobody(site):
    slow = [connect(site) for _ in range(24)]
    for connection in slow:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        connection.sendall(head(site) * 50)
    assert all(is_served(site) for _ in range(20))
    for connection in slow:
        connection.close()
