"""The audit log: what it hears of, and that nobody changes it."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles import workflow
from articles.models import Category
from staff import audit, checks, second_factor
from staff.admin.recorded import Recorded
from staff.audit_schema import GUARD
from staff.choices import Kind
from staff.models import AuditEntry
from tests.articles.admin.newsroom import act
from tests.factories import make_article, make_category, make_user
from tests.staff.conftest import ACCOUNT, PASSWORD, SECOND_STEP, code_of, give_app, log, sign_in

pytestmark = pytest.mark.django_db


# Nobody changes it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_auditentry SET what = ''",
        "DELETE FROM staff_auditentry",
        pytest.param(
            "INSERT OR REPLACE INTO staff_auditentry SELECT * FROM staff_auditentry",
            marks=pytest.mark.only_on("sqlite", "PostgreSQL has no such statement"),
        ),
        pytest.param(
            "TRUNCATE staff_auditentry", marks=pytest.mark.only_on("postgresql", "SQLite has no such statement")
        ),
    ],
)
def test_the_database_refuses_to_change_it(statement):
    audit.record(Kind.ACTION, "Something.")
    with pytest.raises(DatabaseError, match="the audit log is never changed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert log() == [": action: Something."]


def test_a_missing_trigger_is_noticed():
    assert checks.log_triggers(["default"]) == []
    GUARD.drop(connection)
    try:
        assert {problem.id for problem in checks.log_triggers(["default"])} == {"staff.E001"}
    finally:
        GUARD.create(connection)


def test_an_entry_outlives_the_account_and_the_object(dana):
    category = make_category(name="Gone")
    audit.record(Kind.CHANGED, by=dana, about=category)
    category.delete()
    dana.delete()
    entry = AuditEntry.objects.get(kind="changed")
    assert (entry.by, entry.object_name, entry.object_type) == ("dana", "Gone", "articles.category")


# The door -----------------------------------------------------------------------------------


def test_signing_in_and_out(client, dana):
    sign_in(client, password="wrong")
    sign_in(client, "somebody's password typed as a name", "x")
    sign_in(client)
    client.post(f"{ACCOUNT}sign-out/")
    assert log("signed_in", "refused", "signed_out") == [
        ": refused: Wrong password.",
        ": refused: No such account.",
        "dana: signed_in: With a password.",
        "dana: signed_out: ",
    ]
    entries = AuditEntry.objects.filter(kind="refused").order_by("pk")
    assert [(entry.object_name, entry.address) for entry in entries] == [("dana", "127.0.0.0/24"), ("", "127.0.0.0/24")]


def test_of_attempts_that_are_not_judged_the_first_is_kept(client, dana, time_machine):
    """One for each wait, not for each attempt: a stranger who tries on and on cannot fill the log."""
    time_machine.move_to("2026-02-10T17:00:00Z", tick=False)
    for _ in range(9):
        sign_in(client, password="wrong")
    assert log("refused")[5:] == [": refused: Too many wrong passwords. None is looked at before 12:05:00."]
    entry = AuditEntry.objects.filter(kind="refused").latest("pk")
    assert (entry.object_name, entry.address) == ("dana", "127.0.0.0/24")
    time_machine.shift(301)
    for _ in range(9):
        sign_in(client, password="wrong")
    assert log("refused")[11:] == [": refused: Too many wrong passwords. None is looked at before 12:10:01."]


def test_a_name_that_is_no_accounts_is_not_kept_of_too_many_either(client):
    for _ in range(6):
        sign_in(client, "somebody's password typed as a name", "x")
    entry = AuditEntry.objects.filter(kind="refused").latest("pk")
    assert (entry.what[:9], entry.object_name) == ("Too many ", "")


def test_too_many_codes_are_told_of_the_account(client, dana):
    give_app(dana)
    sign_in(client)
    for _ in range(8):
        client.post(SECOND_STEP, {"code": "000000"})
    entries = AuditEntry.objects.filter(what__startswith="Too many wrong codes.")
    assert [entry.object_name for entry in entries] == ["dana"]


def test_the_second_step_and_a_code_that_is_wrong(client, dana):
    secret = give_app(dana)
    sign_in(client)
    client.post(SECOND_STEP, {"code": "000000"})
    client.post(SECOND_STEP, {"code": code_of(secret)})
    assert log("signed_in", "refused") == [
        ": refused: Right password, wrong code.",
        "dana: signed_in: With a password and a code of an app.",
    ]


def test_a_recovery_code_says_how_many_are_left(client, dana):
    give_app(dana)
    code = RecoveryCodes.activate(dana).get_unused_codes()[0]
    sign_in(client)
    client.post(SECOND_STEP, {"code": code})
    assert "dana: second_factor: Used a recovery code; 9 are left." in log()
    assert "dana: signed_in: With a password and a recovery code." in log()


@pytest.mark.django_db(transaction=True)
def test_an_app_set_up_and_removed(client, dana):
    sign_in(client)
    secret = client.get(f"{ACCOUNT}app/").context["form"].secret
    client.post(f"{ACCOUNT}app/", {"code": code_of(secret)})
    client.post(f"{ACCOUNT}recovery-codes/new/")
    client.post(f"{ACCOUNT}app/remove/")
    assert log("second_factor") == [
        "dana: second_factor: Added an authenticator app.",
        "dana: second_factor: Added recovery codes.",
        "dana: second_factor: Made new recovery codes.",
        "dana: second_factor: Removed an authenticator app.",
        "dana: second_factor: Removed recovery codes.",
    ]


def test_a_new_password(client, dana):
    sign_in(client)
    new = "another horse battery 9"
    client.post(f"{ACCOUNT}password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert log("password") == ["dana: password: Changed the password."]


# Accounts -----------------------------------------------------------------------------------


def test_an_account_made_by_a_command(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    call_command("create_editor", username="erin", password_stdin=True, stdout=io.StringIO())
    assert log("account") == [": account: Made this account.", ": account: Given: group Editor."]


def test_changes_of_an_account_whoever_makes_them(dana):
    dana.is_active = False
    dana.first_name = "Dana"
    dana.save()
    dana.groups.remove(Group.objects.get(name="Editor"))
    dana.save(update_fields=["last_login"])
    assert log("account")[-2:] == [
        ": account: Changed first name: nothing → Dana; active: yes → no.",
        ": account: Taken away: group Editor.",
    ]


def test_a_password_that_is_hashed_anew_is_no_change(client, dana, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    before = dana.password
    sign_in(client)
    dana.refresh_from_db()
    assert dana.password != before
    assert log("password") == []


def test_a_lost_second_factor_is_reset_by_a_chief_editor(client, dana):
    chief = make_user("Chief editor", username="carla")
    give_app(dana)
    client.force_login(dana)
    assert second_factor.reset(dana, by=chief)
    assert not Authenticator.objects.filter(user=dana).exists()
    assert client.get("/admin/").status_code == 302
    assert log("second_factor") == ["carla: second_factor: Reset a lost second factor."]


def test_a_lost_second_factor_is_reset_by_a_command(dana):
    give_app(dana)
    out = io.StringIO()
    call_command("reset_second_factor", "dana", stdout=out)
    assert out.getvalue() == "dana has no second factor now, and is signed out everywhere.\n"
    assert log("second_factor") == [": second_factor: Reset a lost second factor."]


def test_editors_reset_none_and_chief_editors_none_of_those_who_may_do_everything(dana):
    root = make_user(is_superuser=True)
    for account, by in ((dana, make_user("Editor")), (root, make_user("Chief editor"))):
        give_app(account)
        with pytest.raises(second_factor.Refused):
            second_factor.reset(account, by=by)
        assert second_factor.has_one(account)


# The newsroom -------------------------------------------------------------------------------


def test_what_the_admin_adds_changes_and_deletes(client):
    client.force_login(make_user("Chief editor", username="carla"))
    form = {"name": "Bonds", "slug": "bonds", "description": "", "order": "1"}
    client.post(reverse("admin:articles_category_add"), form)
    bonds = Category.objects.get(slug="bonds")
    client.post(reverse("admin:articles_category_change", args=[bonds.pk]), form | {"name": "Rates"})
    client.post(reverse("admin:articles_category_delete", args=[bonds.pk]), {"post": "yes"})
    assert log("added", "changed", "deleted") == [
        "carla: added: ",
        "carla: changed: Changed Name.",
        "carla: deleted: ",
    ]


def test_verbs_and_list_actions(client):
    article = make_article(published=False, headline="Rates rise")
    client.force_login(make_user("Editor", username="elena"))
    act(client, "publish_selected", article)
    assert log("verb")[0].startswith("elena: verb: Published.")
    assert log("action") == ["elena: action: Publish selected articles: 1."]
    assert AuditEntry.objects.get(kind="verb").object_name == "Rates rise"


def test_an_action_that_asks_first_is_kept_when_it_is_carried_out(client):
    category = make_category()
    client.force_login(make_user("Chief editor", username="carla"))
    url = reverse("admin:articles_category_changelist")
    sent = {"action": "delete_selected", "_selected_action": [category.pk]}
    client.post(url, sent)
    assert log("action", "deleted") == []
    client.post(url, sent | {"post": "yes"})
    assert log("action", "deleted") == [
        "carla: deleted: ",
        "carla: action: Delete selected categories: 1.",
    ]


def test_what_a_command_publishes_is_in_its_revision_alone(dana):
    workflow.publish(make_article(published=False))
    assert log("verb") == []


def test_every_admin_writes_to_the_log():
    assert checks.every_admin_is_recorded(None) == []
    assert all(isinstance(one, Recorded) for one in admin.site._registry.values())
