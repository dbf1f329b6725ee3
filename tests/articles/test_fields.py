"""A hostile body is clean whichever way it is written."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.models import Article, StandingPage
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db

HOSTILE = (
    '<p onclick="steal()">Text <script>steal()</script><img src=x onerror=steal()>'
    '<a href="javascript:steal()">a</a><a href="data:text/html,x">b</a>'
    '<svg onload="steal()"><circle></svg><style>p{}</style></p>'
)
CLEAN = "<p>Text <a>a</a><a>b</a></p>"


def unsaved(**fields):
    return Article(**{"headline": "H", "slug": "h", "body": HOSTILE, "category": make_category()} | fields)


def stored() -> str:
    """What stands in the database, read without the field."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM articles_article")
        return cursor.fetchone()[0]


def test_after_save():
    unsaved().save()
    assert stored() == CLEAN


def test_in_hand_after_save():
    article = unsaved()
    article.save()
    assert article.body == CLEAN


def test_after_create():
    make_article(published=False, body=HOSTILE)
    assert stored() == CLEAN


def test_after_bulk_create():
    Article.objects.bulk_create([unsaved()])
    assert stored() == CLEAN


def test_after_bulk_create_over_an_older_one():
    make_article(published=False, slug="h")
    Article.objects.bulk_create([unsaved()], update_conflicts=True, unique_fields=["slug"], update_fields=["body"])
    assert stored() == CLEAN


def test_after_update():
    make_article(published=False)
    Article.objects.update(body=HOSTILE)
    assert stored() == CLEAN


def test_after_bulk_update():
    article = make_article(published=False)
    article.body = HOSTILE
    Article.objects.bulk_update([article], ["body"])
    assert stored() == CLEAN


def test_after_saving_that_field_alone():
    article = make_article(published=False)
    article.body = HOSTILE
    article.save(update_fields=["body"])
    assert stored() == CLEAN


def test_after_full_clean():
    article = unsaved()
    article.full_clean()
    assert article.body == CLEAN


def test_on_a_standing_page():
    StandingPage.objects.filter(slug="about").update(body=HOSTILE)
    assert StandingPage.objects.get(slug="about").body == CLEAN


def test_a_body_of_nothing_but_script_is_no_body():
    make_article(published=False, body="<script>steal()</script>")
    assert stored() == ""
