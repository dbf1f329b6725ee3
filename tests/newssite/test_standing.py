"""How what runs behind the pages stands, in numbers."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import heartbeats
from articles.models import Heartbeat
from edge.models import Purge
from markets.models import ProviderState
from newssite import standing
from newssite.figures.asked import OfTheDatabase
from newssite.patience import Patient
from tests.articles.test_jobs import make_job as make_any_job
from tests.factories import make_quote


@pytest.fixture(autouse=True)
def nobody_was_seen(monkeypatch):
    monkeypatch.setattr(heartbeats, "_beaten", {})


def make_job(status=TaskResultStatus.READY):
    return make_any_job(status)


def ago(**parts):
    return timezone.now() - timedelta(**parts)


def test_without_a_job_nothing_waits(db):
    assert standing.jobs() == (0, 0.0)


def test_the_oldest_job_waits_since_it_was_asked_for(db):
    make_job()
    old = make_job()
    DBTaskResult.objects.filter(pk=old.pk).update(enqueued_at=ago(minutes=5))
    make_job(status=TaskResultStatus.RUNNING)
    number, oldest = standing.jobs()
    assert number == 2
    assert 300 <= oldest < 400


def test_a_job_for_later_waits_since_its_time_came(db):
    job, later = make_job(), make_job()
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=ago(hours=5), run_after=ago(minutes=1))
    DBTaskResult.objects.filter(pk=later.pk).update(run_after=timezone.now() + timedelta(hours=1))
    number, oldest = standing.jobs()
    assert number == 1
    assert 60 <= oldest < 160


def test_a_change_that_no_cache_acknowledged_is_in_the_backlog(db):
    Purge.objects.create(names="all", acknowledged_at=timezone.now())
    assert standing.purges() == (0, 0.0)
    waiting = Purge.objects.create(names="all")
    Purge.objects.filter(pk=waiting.pk).update(at=ago(minutes=2))
    number, oldest = standing.purges()
    assert number == 1
    assert 120 <= oldest < 220


def test_the_newest_quote_has_an_age_and_none_has_none(db):
    assert standing.newest_quote() is None
    make_quote(as_of=ago(hours=3))
    make_quote(as_of=ago(hours=1))
    assert 3600 <= (standing.newest_quote() or 0) < 3700


def test_a_provider_that_never_answered_is_not_told(db):
    ProviderState.objects.create(name="tiingo", answered_at=ago(minutes=1))
    ProviderState.objects.create(name="finnhub")
    assert list(standing.providers()) == ["tiingo"]


def test_who_works_is_seen_and_who_never_did_is_not(db):
    assert standing.seen() == {"worker": None, "tick": None}
    heartbeats.beat(heartbeats.TICK)
    seen = standing.seen()
    assert seen["worker"] is None
    assert 0 <= (seen["tick"] or 0) < 100


def test_it_is_written_down_twice_a_minute_at_most(db, django_assert_num_queries):
    heartbeats.beat(heartbeats.TICK)
    with django_assert_num_queries(0):
        heartbeats.beat(heartbeats.TICK)


def test_machines_that_are_gone_are_forgotten(db):
    Heartbeat.objects.create(name="tick", machine="gone", at=ago(days=2))
    Heartbeat.objects.create(name="tick", machine="elsewhere", at=ago(hours=2))
    heartbeats.beat(heartbeats.TICK)
    assert "gone" not in set(Heartbeat.objects.values_list("machine", flat=True))
    assert Heartbeat.objects.count() == 2


def test_who_is_silent_is_waited_for_once():
    released = threading.Event()
    patient = Patient(lambda: released.wait(60))
    with pytest.raises(TimeoutError):
        patient(0.05)
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        patient(0.05)
    assert time.monotonic() - began < 30
    released.set()
    assert patient(60) is True


def test_what_fails_is_told_to_who_asked():
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        Patient(fail)(60)


def test_a_database_that_is_away_is_a_figure_too(monkeypatch):
    def fail():
        raise OSError("gone")

    database = OfTheDatabase()
    database._asked = Patient(fail)
    (family,) = database.collect()
    assert (family.name, family.samples[0].value) == ("opening_print_database_up", 0)
