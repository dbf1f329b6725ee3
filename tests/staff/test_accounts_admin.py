"""Accounts, as chief editors make and change them."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from staff import second_factor
from tests.factories import make_user
from tests.staff.conftest import PASSWORD, give_app, log, sign_in

pytestmark = pytest.mark.django_db
ADD = "/admin/auth/user/add/"


def address(account, page="change"):
    return reverse(f"admin:auth_user_{page}", args=[account.pk])


@pytest.fixture
def chief(client):
    """Carla, who has just signed in."""
    carla = make_user("Chief editor", username="carla", password=PASSWORD)
    sign_in(client, "carla")
    return carla


def form(account, **changes):
    return {
        "username": account.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "groups": [group.pk for group in account.groups.all()],
    } | changes


def test_a_chief_editor_makes_an_account_of_the_newsroom(client, chief):
    new = {"username": "erin", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    client.post(ADD, new)
    erin = get_user_model().objects.get(username="erin")
    assert erin.is_staff
    assert not erin.is_superuser
    assert "carla: account: Made this account." in log()


def test_and_changes_its_groups_and_closes_it(client, chief, dana):
    reporters = Group.objects.get(name="Reporter")
    client.post(address(dana), form(dana, groups=[reporters.pk], is_active=""))
    dana.refresh_from_db()
    assert (list(dana.groups.all()), dana.is_active) == ([reporters], False)
    assert log("account")[-3:] == [
        "carla: account: Changed active: yes → no.",
        "carla: account: Taken away: group Editor.",
        "carla: account: Given: group Reporter.",
    ]


def test_nobody_is_given_every_power_here(client, chief, dana):
    client.post(address(dana), form(dana, is_superuser="on", user_permissions=[1]))
    dana.refresh_from_db()
    assert not dana.is_superuser
    assert dana.user_permissions.count() == 0


def test_those_who_may_do_everything_are_not_shown(client, chief):
    root = make_user(username="root", is_superuser=True)
    assert "root" not in client.get("/admin/auth/user/").content.decode()
    for page in ("change", "second_factor"):
        assert client.get(address(root, page)).status_code in (302, 404)
    assert client.get(reverse("admin:auth_user_password_change", args=[root.pk])).status_code == 404


@pytest.mark.parametrize("group", ["Editor", "Reporter"])
def test_others_make_and_change_none(client, dana, group):
    client.force_login(make_user(group))
    assert client.get("/admin/auth/user/").status_code == 403
    sign_in(client)
    for page in ("change", "second_factor"):
        assert client.get(address(dana, page)).status_code in (302, 403)


@pytest.mark.parametrize("which", ["change", "password_change", "second_factor", "add"])
def test_pages_that_open_doors_ask_again(client, dana, which, time_machine):
    time_machine.move_to("2026-02-10T17:00:00Z")
    make_user("Chief editor", username="carla", password=PASSWORD)
    sign_in(client, "carla")
    url = ADD if which == "add" else address(dana, which)
    assert client.get(url).status_code == 200
    time_machine.shift(301)
    assert client.get(url).url.startswith("/admin/account/again/password/?next=")


def test_a_lost_second_factor_is_reset_after_a_question(client, chief, dana):
    give_app(dana)
    assert "Reset a lost second factor" in client.get(address(dana)).content.decode()
    client.get(address(dana, "second_factor"))
    assert second_factor.has_one(dana)
    answer = client.post(address(dana, "second_factor"), follow=True)
    assert not second_factor.has_one(dana)
    assert "Dana has no second factor now, and is signed out everywhere." in answer.content.decode()


def test_ones_own_is_changed_with_the_account(client, chief):
    give_app(chief)
    assert client.post(address(chief, "second_factor")).url == "/admin/account/"
    assert second_factor.has_one(chief)
