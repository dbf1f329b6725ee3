"""The page on which chief editors read the audit log."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from staff.admin.audit_log import PAGE
from staff.choices import Kind
from staff.models import AuditEntry
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOG = "/admin/staff/auditentry/"
NOON = datetime(2026, 2, 10, 17, tzinfo=UTC)


@pytest.fixture
def carla(client):
    user = make_user("Chief editor", username="carla")
    client.force_login(user)
    return user


def keep(what, account=None, kind=Kind.CHANGED, at=NOON):
    by = account.username if account else ""
    return AuditEntry.objects.create(at=at, kind=kind, what=what, account=account and account.pk, by=by)


def shown(client, **chosen):
    return [entry.what for entry in client.get(LOG, chosen).context["entries"]]


@pytest.mark.parametrize("group", ["Reporter", "Editor"])
def test_only_chief_editors_read_it(client, group):
    client.force_login(make_user(group))
    assert client.get(LOG).status_code == 403


@pytest.mark.parametrize("which", ["add/", "1/delete/"])
def test_nobody_writes_or_deletes_here(client, carla, which):
    client.force_login(make_user(is_superuser=True))
    assert client.get(LOG + which).status_code in (302, 403, 404)
    assert client.post(LOG, {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"}).status_code != 500
    assert AuditEntry.objects.exists()


def test_the_newest_stands_first_with_the_newsrooms_time(client, carla):
    keep("older")
    keep("newer")
    assert shown(client)[:2] == ["newer", "older"]
    assert "10 Feb 2026, 12:00:00 EST" in client.get(LOG).content.decode()


def test_by_person_kind_and_day(client, carla):
    dana = make_user(username="dana")
    keep("hers", dana)
    keep("unknown", kind=Kind.REFUSED)
    keep("late", carla, at=datetime(2026, 2, 11, 4, 59, tzinfo=UTC))
    keep("tomorrow", carla, at=datetime(2026, 2, 11, 5, 0, tzinfo=UTC))
    assert shown(client, who=dana.pk) == ["hers"]
    assert shown(client, kind="refused") == ["unknown"]
    assert "unknown" in shown(client, who="0")
    assert shown(client, day="2026-02-10") == ["late", "unknown", "hers"]
    assert shown(client, day="2026-02-11", who=carla.pk) == ["tomorrow"]


@pytest.mark.parametrize(
    "chosen", [{"day": "yesterday"}, {"day": "9999-12-31"}, {"who": "x"}, {"kind": "x"}, {"before": "9" * 30}]
)
def test_what_cannot_be_read_narrows_nothing(client, carla, chosen):
    keep("kept")
    assert "kept" in shown(client, **chosen)


def test_a_long_log_is_read_page_by_page(client, carla):
    AuditEntry.objects.bulk_create(AuditEntry(at=NOON, kind="changed", what=str(n)) for n in range(PAGE + 5))
    first = client.get(LOG, {"kind": "changed"})
    assert len(first.context["entries"]) == PAGE
    second = client.get(f"{LOG}?{first.context['older']}")
    assert [entry.what for entry in second.context["entries"]] == ["4", "3", "2", "1", "0"]
    assert second.context["older"] == ""


def test_any_number_of_entries_costs_the_same_queries(client, carla, django_assert_num_queries):
    for number in (3, 60):
        AuditEntry.objects.bulk_create(AuditEntry(at=NOON, kind="changed") for _ in range(number))
        with django_assert_num_queries(6):  # session, account, 2 of permissions, accounts to choose from, entries
            client.get(LOG)
