"""A site with two workers on a PostgreSQL that has a streaming replica, each server on a port of its own."""

from __future__ import annotations

import http.client
import re
import secrets
import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import psycopg
import pytest

from make.pages import kinds
from make.postgres import Server, temporary_postgres, temporary_replica
from make.temporary_site import TemporarySite, temporary_site

#: A correction, as an editor's save makes it.
CORRECT = """
from articles import workflow
from articles.models import Article
article = Article.objects.get(slug={slug!r})
article.headline = {headline!r}
article.save()
workflow.record(article)
"""
#: The machine may be slow.
PATIENCE = 60


class Pair(NamedTuple):
    site: TemporarySite
    primary: str
    replica: str
    server: Server

    def read(self, path: str, **headers: str) -> tuple[int, str, str]:
        """Status, what the page store said, and the text. Over a connection of its own: either worker may answer."""
        connection = http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=20)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers["Cache-Status"] or "", answer.read().decode()
        finally:
            connection.close()

    def correct(self, path: str, headline: str) -> None:
        slug = path.strip("/").rpartition("/")[2]
        self.site.manage("shell", "--no-imports", "-c", CORRECT.format(slug=slug, headline=headline))

    def on_replica(self, sql: str) -> Any:
        with psycopg.connect(self.replica, autocommit=True) as connection:
            return connection.execute(sql).fetchone()[0]

    def has_read(self, word: str) -> bool:
        """Whether the replica was asked something with this word in it."""
        return word in (self.server.home / "server.log").read_text()

    def is_read(self) -> bool:
        """Whether pages that are made now come from it."""
        words = [f"memory{secrets.token_hex(6)}" for _ in range(6)]
        for word in words:
            assert self.read(f"/search/?q={word}")[0] == 200
        return all(self.has_read(word) for word in words)

    def is_left_alone(self) -> bool:
        words = [f"memory{secrets.token_hex(6)}" for _ in range(6)]
        for word in words:
            assert self.read(f"/search/?q={word}")[0] == 200
        return not any(self.has_read(word) for word in words)

    def wait_until_read(self) -> None:
        until(self.is_read)

    def state(self) -> str:
        connection = http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=20)
        try:
            connection.request("GET", "/readyz")
            return re.findall(r'"replica1": "([^"]*)"', connection.getresponse().read().decode())[0]
        finally:
            connection.close()


def until(is_so: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "It did not come to that."
        time.sleep(0.2)


@pytest.fixture(scope="module")
def pair(tmp_path_factory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    with (
        temporary_postgres(folder / "primary", shared_buffers="64MB", max_connections="60") as primary,
        temporary_replica(
            primary, folder / "replica", shared_buffers="64MB", max_connections="60", log_statement="all"
        ) as (url, server),
        temporary_site(folder / "site", DATABASE_URL=primary, DATABASE_REPLICA_URLS=url, WEB_WORKERS="2") as site,
    ):
        yield Pair(site, primary, url, server)


@pytest.fixture
def path(pair) -> str:
    return kinds(pair.site.url)["article"]


def test_pages_come_from_the_replica(pair):
    pair.wait_until_read()
    assert pair.state() == "ok"


def test_a_correction_is_on_the_page_that_is_made_next_and_no_old_one_is_kept(pair, path):
    pair.wait_until_read()
    for number in range(5):
        pair.read(path)
        pair.correct(path, f"Corrected {number}")
        time.sleep(1.1)
        assert all(f"Corrected {number}" in pair.read(path)[2] for _ in range(8))


def test_a_replica_that_stands_still_is_passed_over_and_nothing_old_is_kept(pair, path):
    pair.wait_until_read()
    pair.on_replica("SELECT pg_wal_replay_pause()")
    try:
        pair.correct(path, "While the replica stands still")
        time.sleep(1.1)
        for _ in range(20):
            status, _, text = pair.read(path)
            assert status == 200
            assert "While the replica stands still" in text
        until(lambda: "is too far behind the primary" in pair.state())
        until(pair.is_left_alone)
    finally:
        pair.on_replica("SELECT pg_wal_replay_resume()")
    pair.wait_until_read()
    assert pair.state() == "ok"
    assert "While the replica stands still" in pair.read(path)[2]


def test_no_page_fails_when_the_replica_is_stopped_and_it_is_read_again_when_it_is_back(pair):
    pair.wait_until_read()
    pair.server.stop()
    try:
        answers = [pair.read(f"/search/?q=word{number}") for number in range(30)]
        assert {status for status, _, _ in answers} == {200}
        assert all("stale" not in how for _, how, _ in answers)
        until(lambda: "does not answer" in pair.state())
        began = time.monotonic()
        assert pair.read("/search/?q=later")[0] == 200
        assert time.monotonic() - began < 5
    finally:
        pair.server.start()
    pair.wait_until_read()
    log = pair.site.log.read_text()
    assert "replica1 is read again." in log
    assert "postgres://" not in log


def test_who_has_a_session_reads_the_primary(pair):
    pair.wait_until_read()
    assert pair.read("/search/?q=sessionless")[0] == 200
    assert pair.read("/search/?q=sessioned", Cookie="sessionid=abc")[0] == 200
    assert pair.has_read("sessionless")
    assert not pair.has_read("sessioned")


def test_migrate_is_for_the_primary_alone(pair):
    assert "No migrations to apply" in pair.site.manage("migrate")
    pair.site.manage("check", "--database", "default")
