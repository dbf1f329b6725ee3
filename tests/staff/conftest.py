from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters

from staff.models import AuditEntry
from tests.factories import make_user

PASSWORD = "correct horse battery 9"
SIGN_IN = "/admin/account/sign-in/"
SECOND_STEP = "/admin/account/sign-in/second-step/"
ACCOUNT = "/admin/account/"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """What makes a password slow to guess would make these tests slow."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def production(settings):
    """The door as it is on a public site; the requests themselves stay plain."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def dana():
    return make_user("Editor", username="dana", password=PASSWORD)


def sign_in(client, name="dana", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": name, "password": password, **more})


def give_app(user) -> str:
    """An authenticator app for this account; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, steps: int = 0) -> str:
    now = list(counters())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2] + steps))


def log(*kinds: str) -> list[str]:
    """What was done, the oldest first: who and what."""
    entries = AuditEntry.objects.order_by("pk")
    if kinds:
        entries = entries.filter(kind__in=kinds)
    return [f"{entry.by}: {entry.kind}: {entry.what}" for entry in entries]
