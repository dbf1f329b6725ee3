"""Pages of the door that are not django-allauth's own."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import PasswordChangeView
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from staff import audit, second_factor, sessions, throttle
from staff.address import COUNTED_BITS, client_address, network_of
from staff.choices import Kind
from staff.door import WANTED


@never_cache
def to_sign_in(request: HttpRequest) -> HttpResponse:
    """In the place of the admin's own sign-in, which takes a password alone."""
    wanted = get_next_redirect_url(request) or reverse("admin:index")
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
    if not request.user.is_staff:
        raise PermissionDenied
    return HttpResponseRedirect(wanted)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    get_adapter(request).logout(request)
    messages.success(request, "You are signed out.")
    return redirect("account_login")


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    user = request.user
    audit.record(Kind.SIGNED_OUT, "Signed out everywhere.", about=user)  # type: ignore[arg-type]  # is signed in
    logout(request)
    sessions.end_all(user)
    messages.success(request, "You are signed out everywhere.")
    return redirect("account_login")


class PasskeySignIn(LoginWebAuthnView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Each begin and each end stores something, so there are not too many from one address."""
        throttle.begin([(throttle.PASSKEY, network_of(client_address(request), COUNTED_BITS))])
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class Account(IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_due = second_factor.is_due(self.request.user)
        return super().get_context_data(**kwargs) | {"is_due": is_due, "wanted": _wanted(self.request)}


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"wanted": _wanted(self.request)}


@method_decorator(login_required, name="dispatch")
@method_decorator(reauthentication_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
class Password(PasswordChangeView):
    """All other sessions of the account end: Django signs each with the password's hash."""


def _wanted(request: HttpRequest) -> str:
    return request.session.get(WANTED) or reverse("admin:index")
