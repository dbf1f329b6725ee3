"""Who has a second factor, who must have one, and how a lost one is taken away."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from staff import audit, sessions
from staff.choices import Kind

#: Recovery codes stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Refused(Exception):
    """It was not done; the text says why, to the person who asked."""


def has_one(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_due(user: Any) -> bool:
    """Whether this account has to set up a second factor before it does anything else."""
    return settings.SECOND_FACTOR_REQUIRED and not has_one(user)


@transaction.atomic
def reset(user: Any, by: Any = None) -> bool:
    """Take a lost second factor away and sign the account out everywhere. Returns whether there was one.

    The next sign-in takes the password alone, and leads to setting up a new one where that is required.
    `by` is the account that asks, None for a command on the server.
    """
    if by is not None and not by.has_perm("auth.change_user"):
        raise Refused("Only chief editors reset a second factor.")
    if by is not None and user.is_superuser and not by.is_superuser:
        raise Refused(f"“{user}” may do everything: only an operator resets its second factor.")
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user)
    if deleted:
        audit.record(Kind.SECOND_FACTOR, "Reset a lost second factor.", by=by, about=user)
    return bool(deleted)
