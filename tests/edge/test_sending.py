"""Caches are told by the process that made a change, when every worker has noticed, whatever the jobs are doing."""

from __future__ import annotations

import time

import pytest
from django.test import override_settings

from edge import caches, sending


@pytest.fixture
def told(settings, monkeypatch):
    """What a Varnish was told, and when."""
    said = []
    kind = caches.KINDS[0]._replace(purge=lambda names: said.append((time.monotonic(), names)))
    monkeypatch.setattr("edge.caches.KINDS", (kind,))
    settings.PURGED_CACHES = ["varnish"]
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield said


def until(happened):
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_is_told_when_every_worker_has_noticed(told):
    began = time.monotonic()
    sending.tell(1, {"article-12", "latest"}, False)
    assert time.monotonic() - began < sending.AFTER  # who saves does not wait
    until(lambda: told)
    at, names = told[0]
    assert names == ["article-12", "latest"]
    assert at - began >= sending.AFTER


def test_changes_of_a_moment_are_joined_and_each_is_old_enough(told, monkeypatch):
    monkeypatch.setattr("edge.sending.AFTER", 0.2)
    asked = {}
    for number in range(12):
        asked[f"article-{number}"] = time.monotonic()
        sending.tell(number, {f"article-{number}"}, False)
        time.sleep(0.05)
    until(lambda: sum(len(names) for _, names in told) == 12)
    assert len(told) < 12
    assert all(at - asked[name] >= 0.2 for at, names in told for name in names)


def test_one_that_does_not_answer_is_left_to_the_job(told, monkeypatch):
    def refuse(names):
        told.append((0, names))
        raise caches.NotDone("It does not answer.")

    monkeypatch.setattr("edge.caches.KINDS", (caches.KINDS[0]._replace(purge=refuse),))
    for number in (1, 2):
        sending.tell(number, {"latest"}, False)
        until(lambda: len(told) == number)  # noqa: B023 (asked at once)


def test_where_jobs_are_done_at_once_it_is_told_already(told):
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}):
        sending.tell(1, {"latest"}, False)
    time.sleep(sending.AFTER + 0.2)
    assert not told
