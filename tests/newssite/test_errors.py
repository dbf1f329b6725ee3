"""Requests that are refused get a page in the site's dress, without a query, that says what to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path

from newssite import urls
from tests.factories import make_user


def denied(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [*urls.urlpatterns, path("denied", denied), path("suspicious", suspicious)]
handler400, handler404 = urls.handler400, urls.handler404


def assert_ours(answer, status: int, says: str) -> None:
    page = answer.content.decode()
    assert answer.status_code == status
    assert "<h1>" in page
    assert "· Opening Print</title>" in page
    assert "css/site.css" in page
    assert says in page


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "says"),
    [("/suspicious", 400, "Check the address"), ("/denied", 403, "Ask an editor")],
)
def test_a_refusal_says_what_to_do(client, address, status, says):
    assert_ours(client.get(address), status, says)


def test_a_name_that_is_not_this_sites(client):
    assert_ours(client.get("/", headers={"Host": "elsewhere.example"}), 400, "Check the address")


def test_a_form_without_its_token(db):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    assert_ours(answer, 403, "Nothing was changed")


def test_somebody_without_the_right(client, db):
    client.force_login(make_user())
    assert_ours(client.get("/admin/articles/article/"), 403, "Ask an editor")
