"""Addresses that are known beforehand: whom to tell of a hole, and where a password is changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newssite import env

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def fields(client):
    return [line.split(": ", 1) for line in client.get(ADDRESS).content.decode().splitlines()]


def test_who_is_told_of_a_hole_in_the_order_that_is_preferred(client, settings):
    settings.SECURITY_CONTACTS = ["mailto:security@news.example.com", "https://news.example.com/about/"]
    settings.SITE_URL = "https://news.example.com"
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert [value for name, value in fields(client) if name == "Contact"] == settings.SECURITY_CONTACTS
    assert ["Canonical", "https://news.example.com/.well-known/security.txt"] in fields(client)
    assert ["Preferred-Languages", "en"] in fields(client)


@pytest.mark.parametrize("today", ["2026-02-10T23:59:59Z", "2028-02-29T00:00:00Z"])
def test_it_ends_in_the_future_and_within_a_year_whenever_it_is_asked(client, settings, time_machine, today):
    time_machine.move_to(today, tick=False)
    settings.SECURITY_CONTACTS = ["mailto:security@news.example.com"]
    [ends] = [value for name, value in fields(client) if name == "Expires"]
    left = datetime.strptime(ends, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - timezone.now()
    assert timedelta(days=100) < left < timedelta(days=365)


def test_where_nobody_is_named_there_is_no_such_page(client, settings):
    settings.SECURITY_CONTACTS = []
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("security@example.com", ["mailto:security@example.com"]),
        ("mailto:a@example.com, https://example.com/report", ["mailto:a@example.com", "https://example.com/report"]),
        ("", []),
    ],
)
def test_how_contacts_are_written(monkeypatch, said, read):
    monkeypatch.setenv("SECURITY_CONTACT", said)
    assert env.contacts("SECURITY_CONTACT") == read


@pytest.mark.parametrize("said", ["the editor", "http://example.com", "a@b\nContact: evil@x", "javascript:x@y", "é@x"])
def test_what_is_no_contact_stops_the_start(monkeypatch, said):
    monkeypatch.setenv("SECURITY_CONTACT", said)
    with pytest.raises(env.EnvironmentValueError, match="SECURITY_CONTACT"):
        env.contacts("SECURITY_CONTACT")


def test_a_program_that_keeps_passwords_is_led_to_where_one_is_changed(client):
    answer = client.get("/.well-known/change-password")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/account/password/")
