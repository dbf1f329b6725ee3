"""How django-allauth signs the newsroom in: the choices that it leaves to a site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from staff import throttle
from staff.address import COUNTED_BITS, client_address, network_of

NOT_OF_THE_STAFF = "This account is closed, or does not belong to the newsroom. Ask a chief editor."
REAUTHENTICATION = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "There is no account with this name and password. Both mind capitals.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your password.",
        "incorrect_code": "This code is not right. Codes of an app change every 30 seconds, and count once.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Judges a name and a password, unless there were too many attempts; then raises `throttle.TooMany`."""
        address = network_of(client_address(request), COUNTED_BITS)
        name = credentials.get("username", "")
        attempts = throttle.begin([(throttle.PASSWORD, name), (throttle.ADDRESS, address)])
        user = super().authenticate(request, **credentials)
        if user:
            attempts.forget()
        return user

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Attempts are counted in `authenticate`, not in a cache."""

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        request.session.flush()
        messages.error(request, NOT_OF_THE_STAFF)
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Signs in. Whoever has just signed in is not asked again by what asks again."""
        super().login(request, user)
        record_authentication(request, user, "sign-in", reauthenticated=True)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Where there is a second factor, the password alone opens nothing that asks again."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return [method | {"description": REAUTHENTICATION[method["id"]]} for method in stronger or methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Accounts.error_messages["incorrect_code"],
    }

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return "Passkey"
