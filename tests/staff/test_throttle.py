"""How often a secret may be tried."""

from __future__ import annotations

from datetime import timedelta

import pytest

from staff import throttle
from staff.models import Attempt
from tests.factories import make_user
from tests.staff.conftest import ACCOUNT, PASSWORD, SECOND_STEP, SIGN_IN, code_of, give_app, sign_in

pytestmark = pytest.mark.django_db
NOON = "2026-02-10T17:00:00Z"


def test_the_sixth_wrong_password_is_not_judged_nor_a_right_one(client, dana, time_machine):
    time_machine.move_to(NOON, tick=False)
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 200
    answer = sign_in(client)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Try again in 5 minutes, at" in answer.content.decode()
    assert "12:05:00 EST" in answer.content.decode()


def test_it_is_judged_again_when_that_was_said(client, dana, time_machine):
    time_machine.move_to(NOON, tick=False)
    for _ in range(6):
        sign_in(client, password="wrong")
    time_machine.shift(299)
    assert sign_in(client).status_code == 429
    time_machine.shift(2)
    assert sign_in(client).status_code == 302


def test_a_right_password_does_not_count(client, dana):
    for _ in range(8):
        assert sign_in(client).status_code == 302
        client.post(f"{ACCOUNT}sign-out/")
    assert Attempt.objects.count() == 0


def test_a_name_that_is_no_accounts_answers_the_same(client, dana):
    answers = [[sign_in(client, name, "wrong").status_code for _ in range(6)] for name in ("dana", "nobody")]
    assert answers[0] == answers[1] == [200] * 5 + [429]


def test_another_account_is_not_stopped(client, dana):
    make_user("Editor", username="erin", password=PASSWORD)
    for _ in range(6):
        sign_in(client, password="wrong")
    assert sign_in(client, "erin").status_code == 302


def test_one_address_tries_thirty_times_whatever_the_names(client):
    codes = [sign_in(client, f"name-{number}", "wrong").status_code for number in range(31)]
    assert codes == [200] * 30 + [429]
    assert client.post(SIGN_IN, {"login": "x", "password": "y"}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_codes_are_counted_by_account_from_wherever_they_come(client, dana):
    secret = give_app(dana)
    sign_in(client)
    codes = [client.post(SECOND_STEP, {"code": "000000"}, REMOTE_ADDR=f"203.0.113.{n}").status_code for n in range(7)]
    assert codes == [200] * 6 + [429]
    assert client.post(SECOND_STEP, {"code": code_of(secret)}).status_code == 429


def test_asking_again_counts_too(client, dana):
    sign_in(client)
    for _ in range(5):
        client.post(f"{ACCOUNT}again/password/", {"password": "wrong"})
    assert client.post(f"{ACCOUNT}again/password/", {"password": PASSWORD}).status_code == 429


def test_of_many_at_once_none_slips_through():
    """Each writes itself down before it looks: begun together, the one too many is refused."""
    limit = throttle.Limit("test", 3, timedelta(minutes=1))
    for _ in range(3):
        throttle.begin([(limit, "x")])
    with pytest.raises(throttle.TooMany):
        throttle.begin([(limit, "x")])
    assert Attempt.objects.count() == 3 + 1  # and that somebody was told so


def test_old_attempts_are_not_kept(time_machine):
    time_machine.move_to(NOON, tick=False)
    throttle.begin([(throttle.PASSWORD, "dana")])
    time_machine.shift(throttle.LONGEST.total_seconds() + 1)
    throttle.begin([(throttle.PASSWORD, "erin")])
    assert Attempt.objects.count() == 1


def test_no_limit_is_longer_than_attempts_are_kept():
    limits = [one for one in vars(throttle).values() if isinstance(one, throttle.Limit)]
    assert max(limit.within for limit in limits) <= throttle.LONGEST
