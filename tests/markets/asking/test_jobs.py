"""Prices in the background: a tick asks the worker for them, and holds nothing up itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from articles import due
from markets import jobs, refreshing
from markets.models import Quote
from tests.markets.asking.newsstand import OPEN, on_strip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_look(monkeypatch, settings, at):
    """Jobs are rows, as on a site, and every tick looks."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(jobs, "LOOK_EVERY", 0.0)


def names():
    ours = DBTaskResult.objects.filter(task_path__startswith="markets.").order_by("task_path")
    return [result.task_path.rpartition(".")[2] for result in ours]


def test_a_tick_asks_the_worker_for_what_is_due(settings):
    on_strip()
    assert [outcome for outcome in due.run() if outcome.error] == []
    assert names() == ["backfill_days", "refresh_prices"]


def test_it_asks_once_while_a_job_waits_and_no_sooner_than_a_minute_later(at):
    on_strip()
    list(due.run())
    list(due.run())
    assert names().count("refresh_prices") == 1
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=OPEN)
    list(due.run())
    assert names().count("refresh_prices") == 1
    at(OPEN + timedelta(seconds=61))
    list(due.run())
    assert names().count("refresh_prices") == 2


def test_where_nothing_is_due_no_job_is_written(settings, at):
    list(due.run())
    assert names() == []
    on_strip()
    settings.QUOTE_PROVIDERS = ["files"]
    list(due.run())
    assert names() == []


def test_a_tick_asks_no_provider(providers):
    on_strip()
    providers["finnhub"] = AssertionError("asked by the tick")
    list(due.run())
    assert providers["asked"] == []


def test_the_job_does_what_is_due(providers):
    on_strip()
    providers["finnhub"] = "3"
    assert jobs.refresh_prices.call() == "1 ticker: 1 created."
    assert Quote.objects.get().price == 3
    assert jobs.refresh_prices.call() == "0 tickers: nothing to do."


def test_days_are_asked_for_by_a_job_too(days):
    on_strip()
    days["days"] = [(datetime(2026, 2, 9, tzinfo=UTC).date(), 5)]
    assert jobs.backfill_days.call() == "1 days."
    assert jobs.backfill_days.call() == "0 days."


def test_old_jobs_of_this_kind_are_not_kept_for_a_week(at):
    on_strip()
    list(due.run())
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=OPEN)
    at(OPEN + timedelta(hours=2))
    list(due.run())
    assert names().count("refresh_prices") == 1


def test_a_look_costs_nothing_for_a_while(monkeypatch):
    monkeypatch.setattr(jobs, "LOOK_EVERY", 60.0)
    monkeypatch.setattr(jobs, "_looked", {})
    monkeypatch.setattr(refreshing, "can_ask", lambda: True)
    on_strip()
    assert jobs.prices_due() == ["prices"]
    assert jobs.prices_due() == []
