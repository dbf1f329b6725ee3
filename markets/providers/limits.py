"""When a provider may be asked: its budget of the day and the minute, and a rest after it failed.

All is kept in the database, so that several processes and machines keep one budget, and none forgets it
when it is started again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from markets.models import ProviderState
from markets.providers.provider import Provider, ProviderError, Refused, Throttled

#: After so many failures, one after another, it rests; the rest doubles with each further one.
FAILURES = 3
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
#: A limit that does not say when it ends; a key that is not taken.
THROTTLED_REST, REFUSED_REST = timedelta(minutes=2), timedelta(hours=1)
MINUTE = timedelta(minutes=1)
T = TypeVar("T")


class Resting(ProviderError):
    """It is not asked now; the text says why."""


def ask(provider: Provider, cost: int, what: Callable[[], T]) -> T:
    """What the provider answers, if it may be asked. Raises ProviderError. No transaction is open meanwhile."""
    _spend(provider, cost, timezone.now())
    try:
        answer = _heard(provider, what)
    except ProviderError as error:
        _failed(provider, error, timezone.now())
        raise
    ProviderState.objects.filter(name=provider.name).update(failures=0, rests_until=None, answered_at=timezone.now())
    return answer


def _heard(provider: Provider, what: Callable[[], T]) -> T:
    """What we did not foresee of an answer is an error of the provider's, and stops nothing else."""
    try:
        return what()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        sentence = f"{provider.attribution} answered in a shape that we do not know ({type(error).__name__})."
        raise ProviderError(sentence) from None


@transaction.atomic
def _spend(provider: Provider, cost: int, now: datetime) -> None:
    """Counts it, before it is asked. Raises Resting."""
    state, _ = ProviderState.objects.select_for_update().get_or_create(name=provider.name)
    if state.rests_until and state.rests_until > now:
        raise Resting(f"{provider.attribution} rests until {state.rests_until:%Y-%m-%d %H:%M} UTC: {state.error}")
    if state.day != now.date():
        state.day, state.asked_today = now.date(), 0
    if state.minute is None or now - state.minute >= MINUTE:
        state.minute, state.asked_this_minute = now, 0
    if provider.a_day is not None and state.asked_today + cost > provider.a_day:
        raise Resting(
            f"{provider.attribution} was asked {state.asked_today} times today, and {provider.a_day} are its budget."
        )
    if provider.a_minute is not None and state.asked_this_minute + cost > provider.a_minute:
        raise Resting(f"{provider.attribution} may be asked again in a minute.")
    state.asked_today += cost
    state.asked_this_minute += cost
    state.save(update_fields=["day", "asked_today", "minute", "asked_this_minute"])


@transaction.atomic
def _failed(provider: Provider, error: ProviderError, now: datetime) -> None:
    state = ProviderState.objects.select_for_update().get(name=provider.name)
    state.failures += 1
    state.error, state.failed_at = str(error)[:300], now
    if rest := _rest(error, state.failures):
        state.rests_until = now + rest
    state.save(update_fields=["failures", "error", "failed_at", "rests_until"])


def _rest(error: ProviderError, failures: int) -> timedelta | None:
    if isinstance(error, Throttled):
        return error.wait or THROTTLED_REST
    if isinstance(error, Refused):
        return REFUSED_REST
    if failures < FAILURES:
        return None
    return min(FIRST_REST * 2 ** min(failures - FAILURES, 10), LONGEST_REST)
