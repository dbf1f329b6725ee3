"""Rows written past model objects are the rows that the model would have written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection

from articles.choices import Sentiment, TickerRole
from articles.models import Article, Category, TickerSentiment
from articles.rows import insert_new, insert_rows
from tests.factories import make_article, make_category, make_ticker

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 2, 15, 9, 30, tzinfo=dt.UTC)


def stored():
    """As the database has it: what Django reads of two ways to write a date may be the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(listed_at AS text), sentiment, role, reason FROM articles_tickersentiment")
        return cursor.fetchall()


def test_the_same_as_by_the_model_with_defaults_for_what_is_left_out():
    article, one, other = make_article(), make_ticker(symbol="ONE"), make_ticker(symbol="TWO")
    TickerSentiment.objects.bulk_create(
        [TickerSentiment(article=article, ticker=one, sentiment=Sentiment.NEGATIVE, listed_at=AT)]
    )
    insert_rows(
        TickerSentiment,
        [{"article_id": article.pk, "ticker_id": other.pk, "sentiment": Sentiment.NEGATIVE, "listed_at": AT}],
    )
    one_way, the_other = stored()
    assert one_way == the_other
    assert one_way[1:] == ("negative", TickerRole.SUBJECT, "")


def test_no_row_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows(TickerSentiment, [])


def test_what_the_database_refuses_is_refused():
    with pytest.raises(IntegrityError):
        insert_rows(TickerSentiment, [{"article_id": make_article().pk, "ticker_id": None}])


def new_article(slug):
    category = Category.objects.first() or make_category()
    return Article(
        headline="Copper", slug=slug, category=category, body="<p>It rose.<script></script></p>", published_at=AT,
        first_published_at=AT,
    )  # fmt: skip


def row(slug):
    return {
        name: value for name, value in Article.objects.values().get(slug=slug).items() if name not in ("id", "slug")
    }


def test_new_objects_are_stored_as_the_model_does_it():
    insert_new([new_article("one")])
    Article.objects.bulk_create([new_article("other")])
    one, other = row("one"), row("other")
    for name in ("created_at", "modified_at"):
        assert abs(one.pop(name) - other.pop(name)) < dt.timedelta(minutes=1)
    assert one == other
    assert one["body"] == "<p>It rose.</p>"


def test_new_objects_know_the_moment_of_their_writing():
    one, other = new_article("one"), new_article("other")
    insert_new([one, other])
    assert one.created_at == one.modified_at == other.created_at == Article.objects.get(slug="one").created_at


def test_no_new_object_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_new([])
