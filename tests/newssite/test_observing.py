"""What stands around the whole site: each request has an id, is counted, and leaves a line if that is wanted."""

from __future__ import annotations

import logging

import pytest

from edge import store
from newssite.logs import request_id
from newssite.observing import Observed
from tests.edge.paper import HOST

GIVEN = "0123456789abcdef0123456789abcdef"


class Asked:
    """A site that notes by which id it was asked."""

    def __init__(self, status="200 OK", headers=(("Content-Type", "text/plain"), store.HIT), error=None):
        self.status, self.headers, self.error, self.ids, self.counted = status, list(headers), error, [], []

    def __call__(self, environ, respond):
        self.ids.append(request_id.get())
        if self.error:
            raise self.error
        respond(self.status, self.headers)
        return [b"text"]

    def get(self, path="/", lines="none", **sent):
        said = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1"} | sent
        observed = Observed(self, lambda *what: self.counted.append(what), lines)
        body = observed(environ, lambda status, headers, exc_info=None: said.extend([status, headers]))
        return said[0], dict(said[1]), b"".join(body)


@pytest.fixture
def behind_a_proxy(settings):
    from newssite import observing

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    observing._is_proxy.cache_clear()
    yield lambda networks: setattr(settings, "TRUSTED_PROXIES", networks)
    observing._is_proxy.cache_clear()


def test_each_request_has_an_id_of_its_own_which_the_answer_says():
    site = Asked()
    first, second = (site.get()[1]["X-Request-ID"] for _ in range(2))
    assert site.ids == [first, second]
    assert first != second
    assert len(first) == 24
    assert request_id.get() == ""


def test_what_the_site_answers_with_is_not_changed():
    site = Asked()
    site.get()
    assert [name for name, _ in site.headers] == ["Content-Type", "Cache-Status"]


def test_a_proxy_that_is_believed_names_its_requests(behind_a_proxy):
    from ipaddress import ip_network

    behind_a_proxy([ip_network("127.0.0.0/8")])
    site = Asked()
    assert site.get(HTTP_X_REQUEST_ID=GIVEN)[1]["X-Request-ID"] == GIVEN
    assert site.ids == [GIVEN]
    assert site.get(HTTP_X_REQUEST_ID=GIVEN, REMOTE_ADDR="203.0.113.9")[1]["X-Request-ID"] != GIVEN


@pytest.mark.parametrize("name", ["short", "x" * 65, "0123456789\n", "0123 456789", "0123456789<b>", "", "é" * 12])
def test_a_name_that_could_confuse_is_not_taken(behind_a_proxy, name):
    from ipaddress import ip_network

    behind_a_proxy([ip_network("127.0.0.0/8")])
    assert Asked().get(HTTP_X_REQUEST_ID=name)[1]["X-Request-ID"] != name


def test_without_a_proxy_nobody_names_requests():
    assert Asked().get(HTTP_X_REQUEST_ID=GIVEN)[1]["X-Request-ID"] != GIVEN


@pytest.mark.parametrize(
    ("path", "status", "last", "counted"),
    [
        ("/", "200 OK", store.HIT, ("front_page", 200, "hit")),
        ("/articles/2026/11/25/slug/", "304 Not Modified", store.ILL, ("article", 304, "stale")),
        ("/search/", "200 OK", store.MADE, ("search", 200, "made")),
        ("/admin/articles/article/", "302 Found", ("Vary", "Cookie"), ("admin", 302, "passed")),
        ("/static/css/site.css", "200 OK", ("Vary", "Accept-Encoding"), ("static", 200, "passed")),
        ("/uploads/x.webp", "404 Not Found", ("Vary", "Cookie"), ("upload", 404, "passed")),
        ("/wp-login.php", "404 Not Found", ("Vary", "Cookie"), ("unknown", 404, "passed")),
        ("/\xff\xfe", "404 Not Found", ("Vary", "Cookie"), ("unknown", 404, "passed")),
    ],
)
def test_a_request_is_counted_by_kind_status_and_what_the_store_did(path, status, last, counted):
    site = Asked(status, [last])
    site.get(path)
    (found,) = site.counted
    assert found[:3] == counted
    assert found[3] > 0


def test_what_breaks_is_an_error_with_an_id(caplog):
    site = Asked(error=RuntimeError("broken"))
    status, headers, body = site.get()
    assert (status, body) == ("500 Internal Server Error", b"Internal Server Error\n")
    assert headers["X-Request-ID"] == site.ids[0]
    assert site.counted[0][:3] == ("front_page", 500, "passed")
    assert "RuntimeError: broken" in caplog.text


@pytest.mark.parametrize(
    ("lines", "last", "written"),
    [
        ("none", ("Vary", "Cookie"), 0),
        ("made", store.HIT, 0),
        ("made", store.MADE, 1),
        ("made", ("Vary", "Cookie"), 1),
        ("all", store.HIT, 1),
    ],
)
def test_lines_are_written_for_those_that_are_wanted(caplog, lines, last, written):
    with caplog.at_level(logging.INFO, "newssite.requests"):
        Asked(headers=[last]).get("/search/", lines, QUERY_STRING="q=secret", HTTP_COOKIE="a=secret")
    assert len(caplog.records) == written
    assert "secret" not in caplog.text
    assert "203.0.113" not in caplog.text


def test_the_address_of_a_shared_draft_stands_in_no_line(caplog):
    with caplog.at_level(logging.INFO, "newssite.requests"):
        Asked(headers=[("Vary", "Cookie")]).get("/articles/preview/shared/abc:def/", "all")
    assert "/articles/preview/shared/..." in caplog.text
    assert "abc" not in caplog.text


def test_a_kept_page_carries_nobodys_id(paper):
    observed = Observed(paper.store, None, "none")
    paper.store, kept = observed, paper.store
    ids = {paper.get("/", HTTP_X_REQUEST_ID=GIVEN).headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3
    (copy,) = (copy for key, copy in kept.shelf.copies.items() if key[0] == HOST)
    assert "x-request-id" not in {name.lower() for name, _ in copy.headers}
