"""The system check and `rebuild_index`: an index that is missing or short is noticed, and made whole."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet

from articles import search_schema
from articles.models import SearchDocument
from articles.search import find
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def said() -> list[tuple[str, str]]:
    messages = run_checks(databases=["default"])
    return [(message.id, message.msg) for message in messages if message.id.startswith("articles.")]


def rebuilt() -> str:
    out = StringIO()
    call_command("rebuild_index", stdout=out, stderr=StringIO())
    return out.getvalue()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_whole_index_is_not_spoken_of():
    make_article()
    make_article(published=False)
    assert said() == []


def test_nothing_is_counted_where_no_database_is_asked_for(django_assert_num_queries):
    with django_assert_num_queries(0):
        run_checks()


def test_a_short_index_is_noticed_and_made_whole():
    make_article(headline="Copper")
    make_article(headline="Tin")
    SearchDocument.objects.first().delete()
    assert said() == [("articles.W002", "The search index has 1 articles, but 2 are published.")]
    assert rebuilt() == "2 articles are in the index.\n"
    assert said() == []
    assert (len(find("copper", 9)), len(find("tin", 9))) == (1, 1)


def test_a_missing_index_is_noticed_and_made_anew():
    make_article(headline="Copper")
    search_schema.drop(connection)
    assert said() == [("articles.W001", "The search index is missing.")]
    assert rebuilt() == "The index was missing; an empty one was made.\n1 articles are in the index.\n"
    assert said() == []
    assert len(find("copper", 9)) == 1


@pytest.mark.only_on("sqlite", reason="on PostgreSQL a foreign key refuses a row without its document")
def test_rows_without_a_document_are_removed():
    make_article(headline="Copper")
    run("INSERT INTO articles_search(rowid, headline) VALUES (7, 'tin')")
    assert [number for number, _ in said()] == ["articles.W002"]
    rebuilt()
    assert said() == []
    assert find("tin", 9) == []


def test_what_is_not_published_is_taken_out():
    article = make_article(headline="Copper")
    QuerySet.update(type(article).objects.all(), status="draft")  # past our own, as raw SQL would
    assert rebuilt() == "0 articles are in the index.\n1 that are not published were taken out of it.\n"
    assert SearchDocument.objects.count() == 0


def test_batches_leave_nothing_out():
    for number in range(5):
        make_article(headline=f"Copper {number}")
    SearchDocument.objects.all().delete()
    call_command("rebuild_index", "--batch", "2", stdout=StringIO())
    assert len(find("copper", 9)) == 5
