"""What the audit log hears by signal: signing in and out, second factors, accounts and groups."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as second_factors
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth import signals as auth

from staff import audit, sessions
from staff.choices import Kind

STEPS = {
    Authenticator.Type.TOTP: "a code of an app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "a recovery code",
}
NAMES = {
    Authenticator.Type.TOTP: "an authenticator app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def connect() -> None:
    from staff import accounts

    auth.user_logged_in.connect(signed_in, dispatch_uid="audit")
    auth.user_logged_out.connect(signed_out, dispatch_uid="audit")
    auth.user_login_failed.connect(refused, dispatch_uid="audit")
    second_factors.authenticator_added.connect(factor_added, dispatch_uid="audit")
    second_factors.authenticator_removed.connect(factor_removed, dispatch_uid="audit")
    second_factors.authenticator_reset.connect(codes_made, dispatch_uid="audit")
    second_factors.authenticator_used.connect(factor_used, dispatch_uid="audit")
    second_factors.authentication_failed.connect(code_refused, dispatch_uid="audit")
    accounts.connect()


def signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    sessions.begin(request)
    steps = [
        STEPS[step["type"]] if step["method"] == "mfa" else "a password"
        for step in get_authentication_records(request, user)
        if step["method"] in ("password", "mfa")
    ]
    audit.record(Kind.SIGNED_IN, f"With {' and '.join(dict.fromkeys(steps))}." if steps else "", by=user)


def signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        audit.record(Kind.SIGNED_OUT, by=user)


def refused(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """A name that is no account's may be a password in the wrong field, and is not kept."""
    tried = get_user_model().objects.filter(username=credentials.get("username", "")).first()
    audit.record(Kind.REFUSED, "Wrong password." if tried else "No such account.", about=tried)


def code_refused(sender: Any, user: Any, **kwargs: Any) -> None:
    audit.record(Kind.REFUSED, "Right password, wrong code.", about=user)


def factor_added(sender: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.record(Kind.SECOND_FACTOR, f"Added {_named(authenticator)}.", by=user, about=user)


def factor_removed(sender: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    audit.record(Kind.SECOND_FACTOR, f"Removed {_named(authenticator)}.", by=user, about=user)


def codes_made(sender: Any, user: Any, **kwargs: Any) -> None:
    audit.record(Kind.SECOND_FACTOR, "Made new recovery codes.", by=user, about=user)


def factor_used(sender: Any, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Codes of an app and passkeys are told where a person signs in; a recovery code is one less."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        authenticator.refresh_from_db()  # the code was taken from another copy of it
        left = len(authenticator.wrap().get_unused_codes())
        audit.record(Kind.SECOND_FACTOR, f"Used a recovery code; {left} are left.", by=user, about=user)


def _named(authenticator: Authenticator) -> str:
    name = authenticator.data.get("name", "") if authenticator.type == Authenticator.Type.WEBAUTHN else ""
    return (
        f"{NAMES[Authenticator.Type(authenticator.type)]} “{name}”"
        if name
        else NAMES[Authenticator.Type(authenticator.type)]
    )
