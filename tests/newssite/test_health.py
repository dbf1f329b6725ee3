"""The two addresses for machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from newssite import health
from tests.factories import make_quote


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_empty_site_is_ready(client, db):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "search_index": "ok", "newest_quote_age_seconds": None}
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_age_of_the_newest_quote_is_in_whole_seconds(client, db):
    make_quote(as_of=timezone.now() - timedelta(days=3))
    make_quote(as_of=timezone.now() - timedelta(seconds=90))
    age = client.get("/readyz").json()["newest_quote_age_seconds"]
    assert isinstance(age, int)
    assert 90 <= age < 120


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_answer_over_plain_http_where_readers_are_sent_to_https(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/").status_code == 301


def test_a_database_that_does_not_answer_is_said(rf, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is gone")

    monkeypatch.setattr(health.Quote.objects, "order_by", fail)
    answer = health.ready(rf.get("/readyz"))
    assert answer.status_code == 503
    assert b"does not answer" in answer.content
    assert b"disk" not in answer.content


@pytest.mark.parametrize("address", ["/healthz/", "/readyz/"])
def test_a_slash_more_is_no_other_page(client, db, address):
    assert client.get(address).status_code == 404
