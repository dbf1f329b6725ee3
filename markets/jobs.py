"""What `manage.py tick` asks the worker for: prices and days, in the background.

A tick only writes the job, in the transaction that `articles.due` gives it. The worker asks the providers, outside any
transaction, and no longer than it is allowed to (docs/decisions/0025-who-asks-for-prices.md).
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from markets import backfilling, refreshing
from markets.providers.provider import ProviderError
from markets.wanted import wanted

#: A process looks so often whether something is due: a tick every few seconds need not.
LOOK_EVERY = 15.0
#: Days are looked for so often; a job asks for so many tickers, and no longer than so many seconds.
DAYS_EVERY = timedelta(minutes=10)
DAYS_TICKERS, DAYS_LONGEST = 25, 60.0
#: That a price was asked for is nothing to keep: there is such a job every minute.
KEPT = timedelta(hours=1)
_looked: dict[str, float] = {}


@task
def refresh_prices() -> str:
    """Prices that are due; what came of it."""
    return str(refreshing.refresh(wanted(timezone.now())))


@task
def backfill_days() -> str:
    """Days of the tickers whose turn it is; what came of it."""
    until, days, problems = time.monotonic() + DAYS_LONGEST, 0, set()
    for ticker in backfilling.due()[:DAYS_TICKERS]:
        if time.monotonic() > until:
            break
        try:
            days += backfilling.backfill(ticker)
        except ProviderError as error:
            problems.add(str(error))
    return " ".join([f"{days} days.", *sorted(problems)])


def prices_due() -> list[str]:
    """See `articles.due`: something, where prices are due and no such job waits or runs."""
    every = timedelta(seconds=min(settings.QUOTE_REFRESH_SECONDS, 60))
    if not _looks("prices") or not refreshing.can_ask() or _asked_lately(refresh_prices, every):
        return []
    return ["prices"] if wanted(timezone.now()) else []


def ask_for_prices(which: str) -> str:
    """That is nothing to speak of."""
    _forget(refresh_prices)
    refresh_prices.enqueue()
    return ""


def days_due() -> list[str]:
    """The same for days."""
    if not _looks("days") or not refreshing.can_ask() or _asked_lately(backfill_days, DAYS_EVERY):
        return []
    return ["days"] if backfilling.due() else []


def ask_for_days(which: str) -> str:
    _forget(backfill_days)
    backfill_days.enqueue()
    return ""


def _looks(what: str) -> bool:
    now = time.monotonic()
    if now - _looked.get(what, -LOOK_EVERY) < LOOK_EVERY:
        return False
    _looked[what] = now
    return True


def _asked_lately(job: Any, every: timedelta) -> bool:
    results = DBTaskResult.objects.filter(task_path=job.module_path)
    going_on = results.filter(status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING))
    return going_on.exists() or results.filter(enqueued_at__gt=timezone.now() - every).exists()


def _forget(job: Any) -> None:
    done = DBTaskResult.objects.filter(task_path=job.module_path, status=TaskResultStatus.SUCCESSFUL)
    done.filter(finished_at__lt=timezone.now() - KEPT).delete()
