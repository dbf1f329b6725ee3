"""Those who publish see whether what they changed has arrived; nobody changes that here."""

from __future__ import annotations

import pytest
from django.utils import timezone

from edge.models import Purge
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/edge/purge/"


@pytest.fixture
def purge():
    return Purge.objects.create(names="article-12 latest", attempts=3, problem="varnish: it answered 503")


@pytest.mark.parametrize(("group", "status"), [("Reporter", 403), ("Editor", 200), ("Chief editor", 200)])
def test_who_sees_them(client, purge, group, status):
    client.force_login(make_user(group))
    assert client.get(ADDRESS).status_code == status


def test_each_says_what_changed_whether_it_arrived_and_what_a_cache_said(client, purge):
    Purge.objects.create(names="risk-4", acknowledged_at=timezone.now(), told_at=timezone.now())
    client.force_login(make_user("Editor"))
    page = client.get(ADDRESS).text
    for words in ("article-12 latest", "not yet acknowledged", "varnish: it answered 503", "risk-4", "done"):
        assert words in page


def test_nobody_changes_one(client, purge):
    client.force_login(make_user("Chief editor", is_superuser=True))
    assert client.get(f"{ADDRESS}{purge.pk}/change/").status_code == 200
    assert client.get(f"{ADDRESS}add/").status_code == 403
    assert client.post(f"{ADDRESS}{purge.pk}/delete/", {"post": "yes"}).status_code == 403
