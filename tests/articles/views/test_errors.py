"""Pages for what went wrong, in the site's dress."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.views import errors
from tests.factories import make_category
from tests.markup import read

UNKNOWN = [
    "/no/such/page/",
    "/articles/2026/02/10/none/",
    "/abouts/",
    "/tickers/<b>/",
    "/%00",
    "/articles/99999/1/1/x/",
]


@pytest.mark.django_db
class TestNotFound:
    @pytest.mark.parametrize("address", UNKNOWN)
    def test_an_unknown_address_says_so(self, client, address):
        answer = client.get(address)
        assert answer.status_code == 404
        assert read(answer).one("h1").text == "There is nothing at this address"

    def test_it_has_the_sites_dress(self, client):
        make_category(name="Finance")
        page = read(client.get("/none/"))
        assert page.one("header", "masthead").links()["Opening Print"] == "/"
        assert "Finance" in page.one("nav", "masthead__nav").text
        assert page.one("footer", "footer")

    def test_it_has_a_search_box(self, client):
        form = read(client.get("/none/")).one("form", "search-box")
        assert form["action"] == "/search/"
        assert form.one("input", name="q")["aria-label"] == "Search Articles"

    def test_it_is_not_for_search_engines(self, client):
        assert read(client.get("/none/")).one("meta", name="robots")["content"] == "noindex"

    def test_a_slash_that_was_forgotten_is_added(self, client):
        answer = client.get("/about")
        assert (answer.status_code, answer.url) == (301, "/about/")


class TestBroken:
    """No test here may ask the database: it may be what broke."""

    def test_it_says_so_without_the_database(self, rf):
        answer = errors.server_error(rf.get("/"))
        assert answer.status_code == 500
        assert read(answer).one("h1").text == "Something broke on our side"

    def test_it_has_the_sites_dress(self, rf):
        page = read(errors.server_error(rf.get("/")))
        assert page.one("header", "masthead").links() == {"Opening Print": "/"}
        assert page.one("link", rel="stylesheet")["href"] == "/static/css/site.css"

    def test_a_reader_sees_it_and_no_traceback(self, monkeypatch, caplog):
        def fail():
            raise RuntimeError("a secret detail")

        monkeypatch.setattr("articles.views.front_page.edition.compose", fail)
        answer = Client(raise_request_exception=False).get("/")
        assert answer.status_code == 500
        assert b"Something broke on our side" in answer.content
        assert b"secret detail" not in answer.content
