"""The two addresses for machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Heartbeat, SearchDocument
from edge.models import Purge
from edge.shelf import Shelf
from markets.models import ProviderState
from newssite import health, parts
from newssite.findings import fine
from tests.articles.test_jobs import make_job
from tests.factories import make_article, make_quote


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch):
    monkeypatch.setattr(health, "shelf", None)


def ago(**parts):
    return timezone.now() - timedelta(**parts)


def make_seen(worker=0, tick=0):
    """Each was seen so many seconds ago."""
    for name, seconds in (("worker", worker), ("tick", tick)):
        Heartbeat.objects.create(name=name, machine="here", at=ago(seconds=seconds))


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_site_that_is_well_says_so_of_each_part(client, db):
    make_seen()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok", "database": "ok", "migrations": "ok", "search_index": "ok", "worker": "ok", "tick": "ok",
        "queue": "ok", "purging": "ok", "clock": "ok", "newest_quote_age_seconds": None,
    }  # fmt: skip
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_age_of_the_newest_quote_is_in_whole_seconds(client, db):
    make_quote(as_of=ago(days=3))
    make_quote(as_of=ago(seconds=90))
    age = client.get("/readyz").json()["newest_quote_age_seconds"]
    assert isinstance(age, int)
    assert 90 <= age < 190


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_answer_over_plain_http_where_readers_are_sent_to_https(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/").status_code == 301


def warned(client, part: str) -> str:
    """What is said of a part that is ill, and takes the site out of no load balancer."""
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "warning"
    return answer.json()[part]


def test_who_was_never_seen_is_said(client, db):
    assert warned(client, "worker").startswith("has never been seen. Start python manage.py db_worker")
    assert warned(client, "tick").startswith("has never been seen. Start python manage.py tick --every 5")


def test_who_was_not_seen_lately_is_said(client, db):
    make_seen(worker=60, tick=300)
    assert warned(client, "tick").startswith("was last seen 5 minutes ago.")
    assert client.get("/readyz").json()["worker"] == "ok"


def test_a_queue_that_stands_still_is_said(client, db):
    make_seen()
    job = make_job(TaskResultStatus.READY)
    assert client.get("/readyz").json()["queue"] == "ok"
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=ago(minutes=15))
    assert warned(client, "queue").startswith("the oldest of 1 jobs has waited for 15 minutes.")


def test_changes_that_no_cache_acknowledges_are_said_where_there_is_a_cache(client, db, settings):
    make_seen()
    Purge.objects.create(names="all")
    Purge.objects.update(at=ago(minutes=3))
    assert client.get("/readyz").json()["purging"] == "ok"
    settings.PURGED_CACHES, settings.VARNISH_URLS = ["varnish"], ["http://127.0.0.1:6081"]
    assert warned(client, "purging").startswith("the oldest of 1 changes has waited for 3 minutes.")


def test_an_index_that_is_not_whole_is_said(client, db):
    make_seen()
    make_article()
    SearchDocument.objects.all().delete()
    assert warned(client, "search_index").startswith("is empty: searches miss articles. Run python manage.py")


def test_a_provider_that_is_stuck_is_no_part_of_it(client, db):
    make_seen()
    make_quote(as_of=ago(days=300))
    ProviderState.objects.create(name="tiingo", failures=50, rests_until=timezone.now() + timedelta(hours=1))
    assert client.get("/readyz").json()["status"] == "ok"


def test_a_database_that_is_older_than_the_code_is_not_served_from(client, db, monkeypatch):
    monkeypatch.setattr(parts, "_is_migrated", False)
    monkeypatch.setattr(parts.MigrationExecutor, "migration_plan", lambda *args: [("0017", False)])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "1 of this version are not applied. Run python manage.py migrate."


def fail(*args, **kwargs):
    raise DatabaseError("password authentication failed for news at 10.0.0.7")


def test_a_database_that_does_not_answer_is_said_without_its_reason(rf, monkeypatch, db):
    monkeypatch.setattr(parts, "_ask", fail)
    monkeypatch.setattr(parts, "_patient", fail)
    answer = health.ready(rf.get("/readyz"))
    assert answer.status_code == 503
    assert b"does not answer" in answer.content
    assert b"10.0.0.7" not in answer.content


def test_a_database_that_fails_half_way_is_said(rf, monkeypatch, db):
    monkeypatch.setattr(parts.standing, "jobs", fail)
    answer = health.ready(rf.get("/readyz"))
    assert answer.status_code == 503
    assert b"10.0.0.7" not in answer.content


def test_a_worker_with_kept_pages_stays_while_the_database_is_away(rf, monkeypatch, db):
    shelf = Shelf(1_000_000)
    monkeypatch.setattr(health, "shelf", shelf)
    monkeypatch.setattr(parts, "_ask", fail)
    monkeypatch.setattr(parts, "_patient", fail)
    assert health.ready(rf.get("/readyz")).status_code == 503  # it has nothing to give
    shelf.copies["http", "/", ""] = object()  # type: ignore[assignment]
    answer = health.ready(rf.get("/readyz"))
    assert answer.status_code == 200
    assert b"does not answer; 1 kept pages go out" in answer.content


@pytest.mark.only_on("postgresql", "SQLite is on this machine, and has its clock")
@pytest.mark.parametrize(("wrong_by", "said"), [(0, "ok"), (-90, "is 90 seconds away"), (7200, "is 2 hours away")])
def test_a_clock_that_is_not_the_databases_is_said(db, monkeypatch, wrong_by, said):
    now = parts.time.time
    monkeypatch.setattr(parts.time, "time", lambda: now() + wrong_by)
    found = parts.clock()
    assert found == fine("clock") if said == "ok" else found.said.startswith(said)


@pytest.mark.parametrize("address", ["/healthz/", "/readyz/"])
def test_a_slash_more_is_no_other_page(client, db, address):
    assert client.get(address).status_code == 404
