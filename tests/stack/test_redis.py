"""A site with two workers that share a Redis, which is stopped and comes back."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from make.pages import kinds
from make.redis import Redis, temporary_redis
from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.stack.test_replicas import CORRECT, until

#: What a network has asked for in a minute that never ends, as the process that runs this counts it.
COUNT = """
from edge.limits import SEARCH
from newssite.throttled import Throttle
print(Throttle(None).counted(SEARCH, "203.0.113.0/32", 1, 60))
"""


class Pair(NamedTuple):
    site: TemporarySite
    redis: Redis

    def read(self, path: str) -> tuple[int, str, str]:
        """Status, what the page store said, and the text. Over a connection of its own: either worker may answer."""
        connection = http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=20)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.headers["Cache-Status"] or "", answer.read().decode()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def pair(edition: Path, tmp_path_factory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("shared")
    with (
        temporary_redis(folder / "redis") as redis,
        temporary_site(copy_of(edition, folder / "site"), WEB_WORKERS="2", REDIS_URL=redis.url) as site,
    ):
        yield Pair(site, redis)


def test_a_page_is_made_by_one_worker_and_taken_by_the_other(pair):
    """Each of the pages is made once; both workers have many of them in the end."""
    said = [pair.read(f"/search/?q=memory+{number % 10}")[1] for number in range(120)]
    assert sum("stored" in how for how in said) == 10
    assert sum("shared" in how for how in said) > 0


def test_a_correction_is_never_taken_back_by_what_redis_still_has(pair):
    path = kinds(pair.site.url)["article"]
    slug = path.strip("/").rpartition("/")[2]
    for number in range(3):
        for _ in range(10):
            pair.read(path)
        headline = f"Corrected for all {number}"
        pair.site.manage("shell", "--no-imports", "-c", CORRECT.format(slug=slug, headline=headline))
        time.sleep(1.1)
        assert all(headline in pair.read(path)[2] for _ in range(20))


def test_what_a_network_asks_of_one_process_counts_with_all(pair):
    counted = [pair.site.manage("shell", "--no-imports", "-c", COUNT).strip() for _ in range(3)]
    assert counted == ["1", "2", "3"]


def test_while_it_is_away_pages_are_made_and_the_log_says_so_once_a_worker(pair):
    before = pair.site.log.read_text().count("shared cache does not answer")
    pair.redis.stop()
    try:
        assert {pair.read(f"/search/?q=away+{number}")[0] for number in range(40)} == {200}
        assert pair.site.log.read_text().count("shared cache does not answer") - before in (1, 2)
        assert '"cache": "does not answer' in pair.read("/readyz")[2]
    finally:
        pair.redis.start()
    until(lambda: any("shared" in pair.read(f"/search/?q=back+{time.time_ns() // 10**9}")[1] for _ in range(8)))
    assert '"cache": "ok"' in pair.read("/readyz")[2]
