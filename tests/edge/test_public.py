"""What is kept by others is only there to be read."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from edge.public import forever, public_page


@pytest.mark.parametrize("kept", [public_page, forever])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_would_change_something_is_refused_and_the_refusal_is_not_kept(rf, kept, method):
    answer = kept(lambda request: HttpResponse("a page"))(rf.generic(method, "/"))
    assert answer.status_code == 405
    assert "Cache-Control" not in answer.headers


@pytest.mark.parametrize("kept", [public_page, forever])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_is_answered_and_kept(rf, kept, method):
    answer = kept(lambda request: HttpResponse("a page"))(rf.generic(method, "/"))
    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/articles/", "/search/?q=a", "/uploads/a.webp", "/tickers/"])
def test_public_addresses_take_no_forms(client, address):
    assert client.post(address).status_code == 405
