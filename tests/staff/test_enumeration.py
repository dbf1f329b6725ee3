"""Whether an account is there is told neither by words nor by the time that a refusal takes."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from tests.factories import make_user
from tests.staff.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashed(monkeypatch):
    """Each password that was made into a hash, which is what takes time."""
    done = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        done.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return done


def plainly(answer) -> str:
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_an_unknown_name_costs_as_much_and_gets_the_same_words(client, dana, hashed):
    make_user("Editor", username="erin", password="x", is_active=False)
    hashed.clear()
    answers = {}
    for name in ("dana", "nobody", "erin"):
        answers[name] = plainly(sign_in(client, name, "wrong"))
        assert hashed == ["wrong"], name
        hashed.clear()
    assert answers["dana"] == answers["nobody"] == answers["erin"]


def test_there_is_no_page_that_takes_a_name_to_send_a_new_password(client):
    for path in ("password/reset/", "password_reset/", "signup/", "email/", "account/password/reset/"):
        assert client.get(f"/admin/{path}").status_code in {302, 404}
        assert client.post(f"/admin/{path}", {"email": "dana@example.com"}).status_code in {302, 403, 404}
