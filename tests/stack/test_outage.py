"""The database goes away under load, and comes back; processes of the site are killed. Readers go on reading.

Behind nginx and behind Varnish, with two workers. What was seen before is answered as it was; what was not is said to
be unavailable. Afterwards all is well, without a restart.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

from make.nginx import NAME, temporary_nginx
from make.outage import silent, stopped
from make.ports import free_port
from make.temporary_site import TemporarySite, copy_of
from make.varnish import temporary_varnish
from tests.stack.conftest import served_at_its_name
from tests.stack.doors import plain, secure
from tests.stack.processes import beside, workers_of
from tests.stack.reading import Connection
from tests.stack.running import readers

#: How long the database is away, and how soon after its return all must be well.
AWAY = float(os.environ.get("OUTAGE_SECONDS") or 6)
WELL_AFTER = 60
PAGES = ["/", "/articles/", "/tickers/", "/markets/", "/about/"]
#: An editor changes a page; a job waits to tell of it; and an article's time comes in a moment.
CHANGE = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Article, StandingPage
from articles.workflow import publish
one = Article.objects.published().first()
later = Article.objects.create(headline="Later", slug="later-{number}", body=one.body, category=one.category)
publish(later, at=timezone.now() + timedelta(seconds=1))
page = StandingPage.objects.get(slug="about")
page.body = "<p>Version {number} of this.</p>"
page.save()
"""
#: What the worker, and what `tick`, has still to do.
LEFT = (
    "SELECT (SELECT count(*) FROM edge_purge WHERE acknowledged_at IS NULL),"
    " (SELECT count(*) FROM articles_announcement)"
)


class Paper(NamedTuple):
    site: TemporarySite
    database: str
    doors: list[dict[str, Any]]

    def ask(self, path: str, door: int = 0) -> tuple[int, bytes, float]:
        """Status, answer and seconds, over a new connection."""
        connection = Connection(self.doors[door], "127.0.0.1")
        began = time.monotonic()
        status, answer = connection.ask(path)
        took = time.monotonic() - began
        connection.close()
        return status, answer, took


@pytest.fixture
def paper(edition: Path, database: str, tmp_path: Path) -> Iterator[Paper]:
    port = free_port()
    told = {"PURGED_CACHES": "varnish", "VARNISH_URLS": f"http://127.0.0.1:{port}"}
    with ExitStack() as stack:
        folder = copy_of(edition, tmp_path / "site")
        site = stack.enter_context(served_at_its_name(folder, DATABASE_URL=database, WEB_WORKERS="2", **told))
        own = int(site.environment["PORT"])
        varnish = stack.enter_context(temporary_varnish(tmp_path / "varnish", own, NAME, port))
        nginx = stack.enter_context(temporary_nginx(tmp_path / "nginx", own, site.folder))
        yield Paper(site, database, [plain("site", own), plain("varnish", varnish.port), secure("nginx", nginx)])


def until(happened: Callable[[], bool], seconds: float = WELL_AFTER) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.2)


def reading(paper: Paper) -> Any:
    return readers(paper.doors, PAGES, each=6, every=0.05)


def warm(paper: Paper) -> None:
    """Every worker has every page, as has who stands before them."""
    for door in range(len(paper.doors)):
        for path in PAGES * 8:
            assert paper.ask(path, door)[0] == 200


def is_unavailable(paper: Paper, door: int, addresses: Iterator[str]) -> None:
    """A page that nobody has seen: 503, in the site's dress, within a second. A busy machine has three tries."""
    answers = [paper.ask(next(addresses), door) for _ in range(3)]
    assert {status for status, _, _ in answers} == {503}, answers
    assert all(b"does not answer" in body for _, body, _ in answers) or door == 1  # Varnish has its own page
    assert min(took for _, _, took in answers) < 1


def is_well(paper: Paper, number: int) -> None:
    """Pages are new at every door, and what runs beside the site does its work."""
    until(lambda: all(paper.ask(f"/articles/?since=2026-01-{number:02}", door)[0] == 200 for door in range(3)))
    paper.site.manage("shell", "-v0", "-c", CHANGE.format(number=number))
    until(lambda: all(f"Version {number} of".encode() in paper.ask("/about/", door)[1] for door in range(3)))
    with psycopg.connect(paper.database, autocommit=True) as connection:
        until(lambda: connection.execute(LEFT).fetchone() == (0, 0))


def never_seen() -> Iterator[str]:
    for year in range(1990, 2026):
        for month in range(1, 13):
            yield f"/articles/?since={year}-{month:02}-01"


def test_the_database_is_gone_and_comes_back_then_hangs_and_comes_back(paper):
    addresses = never_seen()
    warm(paper)
    with reading(paper) as seen:
        with stopped(paper.database):
            time.sleep(AWAY)
            for door in range(3):
                is_unavailable(paper, door, addresses)
        is_well(paper, 1)
        with silent(paper.database):
            time.sleep(AWAY)  # who comes first waits, for up to three seconds
            for door in range(3):
                is_unavailable(paper, door, addresses)
        is_well(paper, 2)
    assert not seen.failed()
    assert seen.answers() > 100


def test_processes_that_are_killed_are_started_again_and_readers_do_not_notice(paper):
    warm(paper)
    with readers(paper.doors[1:], PAGES, each=6, every=0.05) as seen:
        server = paper.site.process.pid
        killed, left = workers_of(server)
        os.kill(killed, signal.SIGKILL)
        until(lambda: len(now := set(workers_of(server))) == 2 and left in now and killed not in now)
        for pid in beside(server, "db_worker"):
            os.kill(pid, signal.SIGKILL)
        is_well(paper, 3)
    assert not seen.failed()
