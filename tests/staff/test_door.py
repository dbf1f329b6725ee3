"""Who is let through to the newsroom, and where the others are led."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories import make_article, make_user
from tests.staff.conftest import ACCOUNT, PASSWORD, SECOND_STEP, SIGN_IN, code_of, give_app, sign_in

pytestmark = pytest.mark.django_db


def test_the_admins_own_sign_in_leads_to_ours_and_keeps_where_one_wanted_to_go(client, dana):
    answer = client.get("/admin/articles/article/", follow=True)
    assert answer.redirect_chain[-1] == (f"{SIGN_IN}?next=%2Fadmin%2Farticles%2Farticle%2F", 302)
    assert sign_in(client, next="/admin/articles/article/").url == "/admin/articles/article/"


def test_the_admins_own_sign_in_takes_no_password(client, dana):
    """Not even of somebody who is signed in: it would let another in without a second step."""
    client.force_login(make_user("Reporter"))
    chief = make_user("Chief editor", username="carla", password=PASSWORD)
    give_app(chief)
    answer = client.post("/admin/login/", {"username": "carla", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.get("/admin/").context["user"].username != "carla"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, dana, elsewhere):
    assert sign_in(client, next=elsewhere).url == "/admin/"
    assert client.get("/admin/login/", {"next": elsewhere}).url == "/admin/"


@pytest.mark.parametrize(
    ("name", "password"), [("dana", "wrong"), ("nobody", PASSWORD), ("closed", PASSWORD), ("reader", PASSWORD)]
)
def test_who_is_not_let_in(client, dana, name, password):
    make_user(username="closed", password=PASSWORD, is_active=False)
    make_user(username="reader", password=PASSWORD, is_staff=False)
    sign_in(client, name, password)
    assert client.get("/admin/").status_code == 302


def test_a_session_is_another_after_signing_in(client, dana):
    client.get("/admin/account/sign-in/passkey/", headers={"accept": "application/json"})
    before = client.session.session_key
    sign_in(client)
    assert before
    assert client.session.session_key != before


def test_a_second_factor_is_asked_for_and_the_wish_kept(client, dana):
    secret = give_app(dana)
    assert sign_in(client, next="/admin/articles/article/").url == SECOND_STEP
    assert client.get("/admin/").status_code == 302
    assert client.post(SECOND_STEP, {"code": code_of(secret)}).url == "/admin/articles/article/"
    assert client.get("/admin/").status_code == 200


def test_a_code_is_right_once(client, dana):
    secret = give_app(dana)
    code = code_of(secret)
    sign_in(client)
    assert client.post(SECOND_STEP, {"code": code}).status_code == 302
    client.post("/admin/account/sign-out/")
    sign_in(client)
    answer = client.post(SECOND_STEP, {"code": f" {code[:3]} {code[3:]} "})
    assert "count once" in answer.content.decode()


@pytest.mark.parametrize(("steps", "lets_in"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(client, dana, steps, lets_in):
    secret = give_app(dana)
    sign_in(client)
    assert (client.post(SECOND_STEP, {"code": code_of(secret, steps)}).status_code == 302) is lets_in


@pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/add/", "/admin/jsi18n/"])
def test_in_production_nothing_opens_without_a_second_factor(client, dana, production, path):
    client.force_login(dana)
    answer = client.get(path)
    assert (answer.status_code, answer.url) == (302, ACCOUNT)
    assert "asks for a second factor of every account" in client.get(ACCOUNT).content.decode()
    give_app(dana)
    assert client.get(path).status_code == 200


def test_in_production_a_draft_does_not_open_either(client, dana, production):
    client.force_login(dana)
    draft = make_article(published=False)
    assert client.get(draft.preview_url).url == ACCOUNT
    give_app(dana)
    assert client.get(draft.preview_url).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, dana, production):
    RecoveryCodes.activate(dana)
    client.force_login(dana)
    assert client.get("/admin/").url == ACCOUNT


def test_on_this_machine_it_is_offered_and_not_required(client, dana):
    client.force_login(dana)
    assert client.get("/admin/").status_code == 200
    page = client.get(ACCOUNT).content.decode()
    assert "Set up an app" in page
    assert "asks for a second factor" not in page


def test_public_pages_look_at_no_session(client, dana, production):
    """Not even of somebody who has to set up a second factor first."""
    client.force_login(dana)
    answer = client.get("/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("minutes", [29, 31])
def test_a_session_of_which_nothing_is_heard_ends(client, dana, settings, time_machine, minutes):
    settings.SESSION_IDLE_MINUTES = 30
    time_machine.move_to("2026-02-10T12:00:00Z")
    client.force_login(dana)
    time_machine.shift(20 * 60)
    assert client.get("/admin/").status_code == 200
    time_machine.shift(minutes * 60)
    assert (client.get("/admin/").status_code == 200) is (minutes < 30)


@pytest.mark.parametrize(("path", "keeps"), [("/admin/articles/article/here/", False), ("/admin/", True)])
def test_what_an_open_form_asks_by_itself_keeps_no_session_alive(client, dana, settings, time_machine, path, keeps):
    time_machine.move_to("2026-02-10T12:00:00Z")
    client.force_login(dana)
    assert client.get("/admin/").status_code == 200
    for _ in range(settings.SESSION_IDLE_MINUTES // 60 + 1):
        time_machine.shift(60 * 60)
        client.post(path, "{}", content_type="application/json")
    assert (client.get("/admin/").status_code == 200) is keeps


@pytest.mark.parametrize(("path", "status"), [("/admin/articles/article/who/", 401), (ACCOUNT, 302)])
def test_a_script_that_asks_after_it_is_told_and_an_account_is_closed_too(
    client, dana, settings, time_machine, path, status
):
    time_machine.move_to("2026-02-10T12:00:00Z")
    client.force_login(dana)
    time_machine.shift(settings.SESSION_IDLE_MINUTES * 60 + 1)
    assert client.get(path).status_code == status


def test_a_new_password_ends_all_other_sessions(client, dana):
    other = Client()
    sign_in(other)
    sign_in(client)
    new = "another horse battery 9"
    answer = client.post(f"{ACCOUNT}password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (answer.status_code, answer.url) == (302, ACCOUNT)
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_signing_out_everywhere_ends_every_session_of_this_account_alone(client, dana):
    others = [Client(), Client()]
    for other, user in zip(others, (dana, make_user("Editor")), strict=True):
        other.force_login(user)
    client.force_login(dana)
    assert client.post(f"{ACCOUNT}sign-out-everywhere/").url == SIGN_IN
    assert [one.get("/admin/").status_code for one in (client, *others)] == [302, 302, 200]


def test_who_has_just_signed_in_is_not_asked_again_until_five_minutes_later(client, dana, time_machine):
    time_machine.move_to("2026-02-10T12:00:00Z")
    sign_in(client)
    assert client.get(f"{ACCOUNT}app/").status_code == 200
    time_machine.shift(301)
    assert client.get(f"{ACCOUNT}app/").url == f"{ACCOUNT}again/password/?next=%2Fadmin%2Faccount%2Fapp%2F"
    client.post(f"{ACCOUNT}again/password/", {"password": PASSWORD})
    assert client.get(f"{ACCOUNT}app/").status_code == 200


def test_where_there_is_a_second_factor_the_password_alone_opens_nothing_that_asks_again(client, dana):
    give_app(dana)
    client.force_login(dana)
    assert client.get(f"{ACCOUNT}app/remove/").url.startswith(f"{ACCOUNT}again/code/")
    assert client.get(f"{ACCOUNT}again/password/").url.startswith(f"{ACCOUNT}again/code/")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "mfa_trust"])
def test_what_the_newsroom_does_not_need_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
