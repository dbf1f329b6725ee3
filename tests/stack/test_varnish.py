"""The Varnish of deploy/varnish, before a site."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from make.ports import free_port
from make.temporary_site import TemporarySite, copy_of, temporary_site
from make.varnish import Varnish, temporary_varnish

CHANGE = """
from articles.models import Author
author = Author.objects.order_by("pk")[0]
author.biography = "Anew."
author.save()
"""
AUTHOR = "from articles.models import Author; print(Author.objects.order_by('pk')[0].get_absolute_url())"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def kept(self) -> str | None:
        return self.headers["X-Cache"]


class Stack(NamedTuple):
    site: TemporarySite
    varnish: Varnish

    def ask(self, path: str, method: str = "GET", whence: str = "127.0.0.1", **headers: str) -> Answer:
        return ask(self.varnish.port, path, method, whence, **headers)

    def names_of(self, path: str) -> str:
        return ask(int(self.site.environment["PORT"]), path).headers["xkey"]


def ask(port: int, path: str, method: str = "GET", whence: str = "127.0.0.1", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(whence, 0))
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


@pytest.fixture
def stack(edition: Path, tmp_path: Path) -> Iterator[Stack]:
    port = free_port()
    told = {"PURGED_CACHES": "varnish", "VARNISH_URLS": f"http://127.0.0.1:{port}"}
    with (
        temporary_site(copy_of(edition, tmp_path / "site"), WEB_WORKERS="2", **told) as site,
        temporary_varnish(tmp_path / "varnish", int(site.environment["PORT"]), "127.0.0.1", port) as varnish,
    ):
        yield Stack(site, varnish)


def test_a_page_is_kept_and_what_mailings_add_to_its_address_makes_no_other(stack):
    first = stack.ask("/categories/markets/?utm_source=mail&sentiment=positive&fbclid=1")
    second = stack.ask("/categories/markets/?sentiment=positive&utm_campaign=x")
    assert (first.status, first.kept, second.kept) == (200, "MISS", "HIT")
    assert second.body == first.body
    assert stack.ask("/categories/markets/?sentiment=negative").kept == "MISS"


def test_each_answer_has_an_id_of_its_own_though_its_page_is_kept(stack):
    first, second = stack.ask("/about/"), stack.ask("/about/")
    given = stack.ask("/about/", **{"X-Request-ID": "0123456789abcdef"})
    assert (second.kept, given.kept) == ("HIT", "HIT")
    ids = [one for answer in (first, second, given) for one in answer.headers.get_all("X-Request-ID")]
    assert len(set(ids)) == len(ids) == 3
    assert ids[2] == "0123456789abcdef"


def test_a_name_takes_back_what_it_names_and_nothing_else(stack):
    stack.ask("/categories/markets/")
    stack.ask("/about/")
    only_there = set(stack.names_of("/categories/markets/").split()) - set(stack.names_of("/about/").split())
    assert stack.ask("/", "PURGE", xkey=sorted(only_there)[0]).status == 200
    assert stack.ask("/categories/markets/").kept == "MISS"
    assert stack.ask("/about/").kept == "HIT"


def test_what_changes_is_told_by_the_site_and_other_pages_stay(stack):
    author = stack.site.manage("shell", "-v0", "-c", AUTHOR).strip()
    assert stack.ask(author).status == stack.ask("/about/").status == 200
    stack.site.manage("shell", "-v0", "-c", CHANGE)
    deadline = time.monotonic() + 20  # without being told, Varnish would keep it for five minutes
    while b"Anew." not in stack.ask(author).body:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert stack.ask("/about/").kept == "HIT"


def test_readers_neither_purge_nor_see_names(stack):
    answer = stack.ask("/about/")
    assert answer.headers["xkey"] is None
    assert stack.ask("/", "PURGE", whence="127.0.0.2", xkey="site").status == 403
    assert stack.ask("/", "PURGE").status == 400
    assert stack.ask("/about/").kept == "HIT"


def test_the_newsroom_and_those_who_are_signed_in_are_let_by(stack):
    stack.ask("/about/")
    for _ in range(2):
        assert stack.ask("/admin/account/sign-in/").kept == "MISS"
        assert stack.ask("/about/", Cookie="theme=dark; sessionid=abc").kept == "MISS"
    assert stack.ask("/about/", Cookie="theme=dark").kept == "HIT"


def test_a_copy_that_was_taken_back_stands_in_while_the_site_is_dead(stack):
    seen = stack.ask("/about/")
    stack.ask("/", "PURGE", xkey=stack.names_of("/about/").split()[0])
    stack.site.process.terminate()
    stack.site.process.wait(20)
    began = time.monotonic()
    answer = stack.ask("/about/")
    assert (answer.status, answer.body) == (200, seen.body)
    assert time.monotonic() - began < 2
    assert stack.ask("/privacy/").status == 503
