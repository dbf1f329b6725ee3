"""Two workers with one cache: what one has made the other takes, and never what a change has overtaken."""

from __future__ import annotations

import time

import pytest
from django.core.cache.backends.locmem import LocMemCache

from edge.copies import Copy
from edge.shared import Shared, release
from edge.watch import Watch
from newssite.env_redis import Plain

KEY = ("127.0.0.1:8000", "/page/", "")


class Cache:
    """As Redis keeps it: in JSON."""

    def __init__(self):
        self.held, self.is_away = {}, False

    def get(self, name):
        if self.is_away:
            raise OSError("away")
        return Plain().loads(self.held[name]) if name in self.held else None

    def set(self, name, value, seconds):
        if self.is_away:
            raise OSError("away")
        self.held[name] = Plain().dumps(value)


@pytest.fixture
def cache():
    return Cache()


@pytest.fixture
def workers(make_site, cache):
    """Each hears of changes in a database of its own."""
    made = [make_site(), make_site()]
    for site in made:
        site.rows = []

        def read(site=site):
            if site.database_is_away:
                raise OSError("no database")
            new = [row for row in site.rows if row[0] not in site.store.notices._seen]
            for number, names, _ in new:
                site.store.notices.own(number, names)
            return new

        site.store.shared = Shared(cache, "one release")
        site.store.watch = Watch(site.store.shelf.purge, read, lambda site=site: site.coming)
    return made


def test_a_page_that_one_has_made_the_other_takes(workers):
    one, other = workers
    first, second = one.get(), other.get()
    assert (len(one.made), len(other.made)) == (1, 0)
    assert second.headers["cache-status"] == "page-store; hit; detail=shared"
    same = ("etag", "last-modified", "content-type", "content-length", "cache-control")
    assert [first.headers[name] for name in same] == [second.headers[name] for name in same]
    assert (first.status, first.body) == (second.status, second.body)
    assert other.get().from_store


def test_a_page_that_was_made_before_a_change_is_not_taken_after_it(workers):
    one, other = workers
    one.get()
    other.rows.append((7, ["article-12"], False))
    other.says = "Corrected. " * 100
    assert b"Corrected" in other.get().body
    assert other.made == ["/page/"]


def test_what_its_maker_knew_of_already_is_no_reason_against_it(workers):
    one, other = workers
    for site in workers:
        site.rows.append((7, ["article-12"], False))
    one.get()
    other.get()
    assert other.made == []


def test_a_change_of_other_pages_is_none_either(workers):
    one, other = workers
    one.get()
    other.rows.append((7, ["article-13"], False))
    other.get()
    assert other.made == []


def test_a_smaller_number_that_is_seen_later_counts(workers):
    one, other = workers
    for site in workers:
        site.rows.append((8, ["article-12"], False))
    one.get()
    other.rows.append((7, ["article-12"], False))
    other.get()
    assert other.made == ["/page/"]


def test_a_change_that_comes_while_it_is_fetched_wins(workers, cache, monkeypatch):
    one, other = workers
    one.get()
    found = cache.get

    def slowly(name):
        answer = found(name)
        other.store.noticed(9, ["article-12"], False)
        return answer

    monkeypatch.setattr(cache, "get", slowly)
    other.get()
    assert other.made == ["/page/"]


def test_it_is_good_no_longer_than_where_it_was_made(workers):
    one, other = workers
    from datetime import timedelta

    from django.utils import timezone

    one.coming = [(timezone.now() + timedelta(seconds=100), ["article-12"])]
    one.store.watch.ask()
    one.get()
    other.get()
    copy = other.store.shelf.copies[KEY]
    assert copy.until - time.monotonic() <= 100
    assert copy.ends - time.monotonic() <= 100


def test_while_the_database_is_away_nobody_knows_what_changed_and_nothing_is_taken(workers):
    one, other = workers
    one.get()
    other.database_is_away = True
    assert other.get().status == 503


def test_a_cache_that_is_away_is_told_of_once_and_pages_are_made(workers, cache, caplog):
    cache.is_away = True
    one = workers[0]
    for address in ("/page/", "/other/", "/third/"):
        assert one.get(address).status == 200
    assert len([record for record in caplog.records if "shared cache" in record.getMessage()]) == 1
    cache.is_away = False
    one.store.shared._door._rests_until = 0.1
    one.get("/page/?q=again")
    assert caplog.records[-1].getMessage() == "The shared cache answers again."


@pytest.mark.parametrize(
    "held", [b"[]", b"{}", b"null", b'"x"', b'{"until": "never"}', b'{"until": 1e12, "names": []}']
)
def test_what_is_no_page_of_ours_is_passed_over(cache, held):
    shared = Shared(cache, "one release")
    cache.held[shared._name(KEY)] = held
    assert shared.get(KEY, lambda known, names: True, lambda names: float("inf")) is None


def test_two_releases_take_nothing_from_one_another(cache):
    copy = Copy(KEY, "200 OK", [("Content-Type", "text/html"), ("Cache-Control", "public")], b"x" * 500)
    copy.keep(frozenset({"a"}), 300, time.monotonic(), float("inf"))
    Shared(cache, "one").put(copy, (0, []))
    always, never = (lambda known, names: True), (lambda names: float("inf"))
    assert Shared(cache, "other").get(KEY, always, never) is None
    assert Shared(cache, "one").get(KEY, always, never).text() == b"x" * 500


def test_a_release_is_what_its_files_and_settings_say(settings):
    before = release()
    assert before == release()
    settings.SITE_NAME = "Another Print"
    assert release() != before


def test_without_redis_nothing_is_shared(settings):
    from django.core.cache import caches

    assert settings.REDIS_URL == ""
    assert isinstance(caches["default"], LocMemCache)
