"""The addresses of the door: of django-allauth's, those that the newsroom needs and no other."""

from allauth.account.views import login, reauthenticate
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView

from staff import views

ACCOUNT = [
    path("", views.Account.as_view(), name="mfa_index"),
    path("sign-in/", login, name="account_login"),
    path("sign-in/second-step/", second_step.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="staff_sign_out_everywhere"),
    path("again/password/", reauthenticate, name="account_reauthenticate"),
    path("again/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("password/", views.Password.as_view(), name="account_change_password"),
    path("app/", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        passkeys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
    path("recovery-codes/", views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
#: These stand before the admin's own addresses, some of which they take.
urlpatterns = [
    path("login/", views.to_sign_in),
    path("logout/", views.sign_out),
    path("password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("account/", include(ACCOUNT)),
]
