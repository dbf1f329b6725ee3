"""How a provider is spared: its budget, and its rest after failures; all processes know of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from markets.models import ProviderState
from markets.providers import class_of
from markets.providers.limits import Resting, ask
from markets.providers.provider import ProviderError, Refused, Throttled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to("2026-02-10T17:00:00Z", tick=False)


@pytest.fixture
def provider():
    return class_of("finnhub")("finnhub", "key")


def fail(error):
    def what():
        raise error

    return what


def fails(provider, error, times=1):
    for _ in range(times):
        with pytest.raises(type(error)):
            ask(provider, 1, fail(error))


def rests(provider, time_machine, minutes):
    """Whether it rests just before so many minutes are over, and not after."""
    with pytest.raises(Resting):
        ask(provider, 1, lambda: "heard")
    time_machine.shift(timedelta(minutes=minutes, seconds=-1))
    with pytest.raises(Resting):
        ask(provider, 1, lambda: "heard")
    time_machine.shift(timedelta(seconds=2))
    return ask(provider, 1, lambda: "heard") == "heard"


def test_what_it_answers_comes_through_and_is_counted(provider):
    assert ask(provider, 3, lambda: "heard") == "heard"
    assert ProviderState.objects.get().asked_today == 3


def test_a_failure_or_two_are_forgiven(provider):
    fails(provider, ProviderError("no"), 2)
    assert ask(provider, 1, lambda: "heard") == "heard"
    assert ProviderState.objects.get().failures == 0


def test_an_answer_that_nobody_foresaw_is_a_failure_of_the_provider(provider):
    with pytest.raises(ProviderError, match=r"Finnhub answered in a shape that we do not know \(KeyError\)\."):
        ask(provider, 1, lambda: {}["c"])
    assert ProviderState.objects.get().failures == 1


def test_after_three_failures_it_rests_and_the_reason_is_told(provider, time_machine):
    fails(provider, ProviderError("It broke off."), 3)
    with pytest.raises(Resting, match=r"rests until 2026-02-10 17:01 UTC: It broke off\."):
        ask(provider, 1, lambda: "heard")
    assert rests(provider, time_machine, 1)


def test_the_rest_doubles_while_it_goes_on_failing_up_to_an_hour(provider, time_machine):
    waits = []
    for _ in range(12):
        fails(provider, ProviderError("no"))
        until = ProviderState.objects.get().rests_until
        if until:
            waits.append((until - ProviderState.objects.get().failed_at).total_seconds() / 60)
            time_machine.move_to(until + timedelta(seconds=1), tick=False)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


def test_who_is_throttled_waits_as_long_as_was_said(provider, time_machine):
    fails(provider, Throttled("too often", timedelta(minutes=7)))
    assert rests(provider, time_machine, 7)


def test_or_two_minutes_where_nothing_was_said(provider, time_machine):
    fails(provider, Throttled("too often"))
    assert rests(provider, time_machine, 2)


def test_a_key_that_is_not_taken_is_not_tried_every_minute(provider, time_machine):
    fails(provider, Refused("no"))
    assert rests(provider, time_machine, 60)


def test_the_budget_of_a_day_is_kept_until_midnight_utc(provider, time_machine):
    provider.a_day = 5
    ask(provider, 3, lambda: None)
    with pytest.raises(Resting, match="was asked 3 times today, and 5 are its budget"):
        ask(provider, 3, lambda: None)
    ask(provider, 2, lambda: None)
    time_machine.move_to("2026-02-11T00:00:01Z", tick=False)
    ask(provider, 5, lambda: None)


def test_the_budget_of_a_minute_too(provider, time_machine):
    provider.a_minute = 2
    ask(provider, 2, lambda: None)
    with pytest.raises(Resting, match="again in a minute"):
        ask(provider, 1, lambda: None)
    time_machine.shift(timedelta(seconds=61))
    ask(provider, 2, lambda: None)


def test_a_rest_and_a_budget_outlive_the_process(provider):
    """All that is known of it is in the database."""
    fails(provider, Throttled("too often", timedelta(minutes=7)))
    again = class_of("finnhub")("finnhub", "key")
    with pytest.raises(Resting):
        ask(again, 1, lambda: None)


def test_the_settings_say_how_much_a_day_and_where(settings):
    settings.QUOTE_BUDGETS = {"tiingo": 7}
    settings.QUOTE_ADDRESSES = {"tiingo": "http://127.0.0.1:1/x/"}
    found = class_of("tiingo")("tiingo", "key")
    assert (found.a_day, found.address) == (7, "http://127.0.0.1:1/x")
    assert class_of("finnhub")("finnhub").address == "https://finnhub.io/api/v1"
