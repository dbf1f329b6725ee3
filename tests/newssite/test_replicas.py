"""When a page is read from a replica; real ones are in tests/stack/test_replicas.py."""

from __future__ import annotations

import time

import pytest
from django.core.checks import run_checks
from django.db import OperationalError, connection, router, transaction
from django.db.utils import InterfaceError
from django.http import HttpResponse

from articles.models import Article
from edge.public import HEARD, public_page
from newssite import env, replicas
from newssite.env_database import database
from newssite.env_database import replicas as read_replicas
from newssite.replicas import NEVER, ReadFromReplica, Replica, Router, reading_from

URL = "postgres://me:hush@db/news"


@pytest.fixture
def replica(settings, monkeypatch):
    """One that is as new as can be, and that nobody looks at."""
    settings.REPLICAS = {"replica1": {}}
    settings.DATABASE_ROUTERS = ["newssite.replicas.Router"]
    one = Replica("replica1")
    monkeypatch.setattr(one, "_want", lambda now: None)
    monkeypatch.setattr(replicas, "_known", {"replica1": one})
    one.as_of, one.problem = time.monotonic() + 100, ""
    return one


def test_without_the_variable_there_are_none(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert read_replicas("X", {"ENGINE": "django.db.backends.sqlite3"}) == {}


def test_each_address_is_a_database_with_a_pool_that_gives_up_soon(monkeypatch):
    monkeypatch.setenv("P", URL)
    monkeypatch.setenv("X", f"{URL}, postgres://me:hush@other:6000/news?sslmode=require")
    found = read_replicas("X", database("P", env.ROOT))
    assert list(found) == ["replica1", "replica2"]
    assert (found["replica2"]["HOST"], found["replica2"]["PORT"]) == ("other", "6000")
    options = found["replica2"]["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"], options["pool"]["timeout"]) == ("require", 2, 1.0)
    assert database("P", env.ROOT)["OPTIONS"]["pool"]["timeout"] == 10
    assert found["replica1"]["TEST"] == {"MIRROR": "default"}


@pytest.mark.parametrize("held", ["sqlite:///a.db", "postgres://me:hush@db", f"{URL},mysql://me:hush@db/news"])
def test_anything_else_is_refused_without_repeating_a_password(monkeypatch, held):
    monkeypatch.setenv("P", URL)
    monkeypatch.setenv("X", held)
    with pytest.raises(env.EnvironmentValueError, match="with commas between them") as refused:
        read_replicas("X", database("P", env.ROOT))
    assert "hush" not in str(refused.value)


def test_replicas_of_sqlite_are_refused(monkeypatch):
    monkeypatch.delenv("P", raising=False)
    monkeypatch.setenv("X", URL)
    with pytest.raises(env.EnvironmentValueError, match="DATABASE_URL names no PostgreSQL"):
        read_replicas("X", database("P", env.ROOT))


def test_a_replica_is_read_for_what_it_is_known_to_hold(replica, settings):
    now = time.monotonic()
    replica.as_of = now
    assert replica.holds(NEVER)
    assert replica.holds(now)
    assert not replica.holds(now + 0.001)  # a change was heard of after it was looked at
    replica.as_of = now - settings.REPLICA_LAG_SECONDS - 1
    assert not replica.holds(NEVER)


def test_one_that_was_never_looked_at_is_not_read(replica):
    replica.as_of = NEVER
    assert replicas.chosen(NEVER) is None


def test_only_what_makes_a_page_is_read_from_it(replica, django_db_blocker):
    with django_db_blocker.unblock():
        assert router.db_for_read(Article) == "default"
        with reading_from("replica1"):
            assert router.db_for_read(Article) == "replica1"
            assert router.db_for_write(Article) == "default"
            assert Article.objects.all().db == "replica1"
            assert Article.objects.select_for_update().db == "default"
        assert router.db_for_read(Article) == "default"


def test_a_transaction_reads_where_it_writes(replica, db):
    with reading_from("replica1"), transaction.atomic():
        assert router.db_for_read(Article) == "default"


def test_nothing_is_migrated_there():
    assert Router().allow_migrate("default", "articles")
    assert not Router().allow_migrate("replica1", "articles")


def answered(view, rf, **heard):
    request = rf.get("/a/page/", **heard)
    return ReadFromReplica(lambda request: HttpResponse()).process_view(request, view, (), {})


@public_page
def page(request):
    return HttpResponse(replicas._reading.get())


def test_a_page_that_the_store_asks_for_is_read_from_a_replica(replica, rf):
    answer = answered(page, rf, **{HEARD: NEVER})
    assert answer is not None
    assert answer.content == b"replica1"


def test_what_nobody_stores_is_read_from_the_primary(replica, rf):
    assert answered(page, rf) is None


def test_what_is_no_public_page_is_read_from_the_primary(replica, rf):
    assert answered(lambda request: HttpResponse(), rf, **{HEARD: NEVER}) is None


def test_a_page_of_which_a_newer_change_was_heard_is_read_from_the_primary(replica, rf):
    assert answered(page, rf, **{HEARD: replica.as_of + 1}) is None


@pytest.mark.parametrize("error", [OperationalError("the server closed the connection"), InterfaceError("closed")])
def test_where_it_fails_half_way_the_primary_is_asked_and_the_log_says_so_once(replica, rf, caplog, error):
    @public_page
    def fails(request):
        raise error

    assert answered(fails, rf, **{HEARD: NEVER}) is None
    assert replica.as_of == NEVER
    assert answered(page, rf, **{HEARD: NEVER}) is None
    replica.failed(error)
    assert [record.getMessage() for record in caplog.records] == [
        f"replica1 does not answer ({error}): pages are read elsewhere."
    ]


def test_what_the_primary_removed_meanwhile_fails_one_page_and_leaves_the_replica_in_use(replica):
    conflict = OperationalError("canceling statement due to conflict with recovery")
    conflict.__cause__ = type("Conflict", (Exception,), {"sqlstate": "40001"})()
    replica.failed(conflict)
    assert replica.holds(NEVER)


def test_a_primary_that_is_away_leaves_a_replica_in_use_until_what_is_known_is_old(replica, monkeypatch):
    def fail(*args):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", fail)
    monkeypatch.setattr(replicas, "connections", {"default": connection})
    replica.look()
    assert replica.holds(NEVER)
    assert replica.finding().said.startswith("cannot be compared with the primary")


def test_a_site_without_a_page_store_hears_that_its_replicas_are_not_read(settings):
    settings.REPLICAS, settings.PAGE_STORE_MB = {"replica1": {}}, 0
    assert "newssite.W001" in [found.id for found in run_checks()]
    settings.PAGE_STORE_MB = 64
    assert "newssite.W001" not in [found.id for found in run_checks()]
