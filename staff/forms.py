"""Codes of the second factor, counted like passwords."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms

from staff import throttle

#: As long as a code of an app is right, with the step before it and the one after.
CODE_LASTS = timedelta(seconds=90)


def without_placeholders(form: forms.Form) -> None:
    """Each field has a label above it, which a placeholder would only say again."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class Counted(forms.Form):
    """For forms with a code: too many wrong ones are not judged, and none is right twice."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)

    def clean_code(self) -> str:
        attempts = throttle.begin([(throttle.CODE, str(self.user.pk))])
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            typed = "".join(filter(str.isdigit, code))
            if throttle.is_spent(f"{self.user.pk}:{typed}", CODE_LASTS):
                raise get_adapter().validation_error("incorrect_code")
        attempts.forget()
        return code


class SecondStepForm(Counted, AuthenticateForm):
    pass


class AgainForm(Counted, ReauthenticateForm):
    pass


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_placeholders(self)

    def clean_oldpassword(self) -> str:
        attempts = throttle.begin([(throttle.PASSWORD, self.user.get_username())])
        password = super().clean_oldpassword()
        attempts.forget()
        return password
