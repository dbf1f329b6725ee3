"""The four standing pages: there from the start, changed by the chief editor, never more or fewer."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles import body
from articles.choices import PageSlug
from articles.models import StandingPage
from tests.articles.admin.newsroom import send, sign_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
migration = importlib.import_module("articles.migrations.0004_standing_pages")


def form_of(page, verb="change"):
    return f"/admin/articles/standingpage/{page.pk}/{verb}/"


def test_all_four_come_with_words_that_are_clean():
    assert set(StandingPage.objects.values_list("slug", flat=True)) == set(PageSlug.values)
    for page in StandingPage.objects.all():
        assert body.clean(page.body) == page.body != ""


def test_the_chief_editor_changes_the_words_but_not_the_number(client):
    chief = sign_in(client, make_user("Chief editor"))
    page = StandingPage.objects.get(slug="about")
    send(chief, form_of(page), body="<p>Ours <b>alone</b>.</p>", footer_note="A note.")
    page.refresh_from_db()
    assert (page.body, page.footer_note) == ("<p>Ours <strong>alone</strong>.</p>", "A note.")
    assert chief.get("/admin/articles/standingpage/add/").status_code == 403
    assert chief.post(form_of(page, "delete"), {"post": "yes"}).status_code == 403


def test_taking_the_migration_back_leaves_what_was_changed():
    StandingPage.objects.filter(slug="about").update(body="<p>Ours.</p>")
    editor = SimpleNamespace(connection=connection)
    migration.backwards(apps, editor)
    assert [page.slug for page in StandingPage.objects.all()] == ["about"]
    migration.forwards(apps, editor)
    assert StandingPage.objects.count() == 4
    assert StandingPage.objects.get(slug="about").body == "<p>Ours.</p>"
