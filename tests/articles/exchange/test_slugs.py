"""Addresses that an import gives, and what they cost."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.forms import modelform_factory

from articles.admin.forms import ArticleForm
from articles.exchange.known import Known
from articles.exchange.slugs import first_free
from articles.models import Article, Author, Category, Risk
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["---", "_", "-_-"])
def test_a_slug_without_a_letter_is_made_from_the_headline(client, import_records, story, slug):
    report = import_records(story(slug=slug, published_at="2026-02-10T12:00:00Z"), publish=True)
    assert (report.failures, Article.objects.get().slug) == (0, "copper-climbs")
    assert client.get("/").status_code == 200
    import_records(story(slug=slug, published_at="2026-02-10T12:00:00Z", dek="New"), publish=True)
    assert Article.objects.get().slug == "copper-climbs"


def test_the_others_have_addresses_too(import_records, story):
    report = import_records(
        {"type": "category", "name": "---"},
        {"type": "author", "name": "---"},
        {"type": "risk", "slug": "-", "title": "---"},
        story(headline="---", slug="---", category="__", authors=["__"]),
    )
    assert report.failures == 0
    for model in (Article, Category, Author, Risk):
        assert all(thing.get_absolute_url() and thing.slug for thing in model.objects.all())


def test_the_database_refuses_an_article_without_an_address():
    with pytest.raises(IntegrityError, match="article_has_slug"):
        make_article(slug="")


def make_many(number, slug="daily-market-wrap"):
    category = make_category()
    slugs = [slug, *(f"{slug}-{n}" for n in range(2, number + 1))]
    Article.objects.bulk_create(Article(headline="H", slug=s, body="<p>b</p>", category=category) for s in slugs)


def test_a_name_that_is_taken_a_thousand_times_costs_a_few_lookups(django_assert_max_num_queries):
    make_many(1000)
    known = Known(print)
    with django_assert_max_num_queries(6):
        assert known.free_slug(Article, "Daily market wrap") == "daily-market-wrap-1001"


def test_the_next_of_the_same_name_costs_one(django_assert_num_queries):
    make_many(1000)
    known = Known(print)
    make_article(slug=known.free_slug(Article, "Daily market wrap"))
    with django_assert_num_queries(1):
        assert known.free_slug(Article, "Daily market wrap") == "daily-market-wrap-1002"


def test_a_form_looks_up_many_at_once_too(django_assert_max_num_queries):
    make_many(1000)
    form = modelform_factory(Article, form=ArticleForm, fields=["slug"])()
    form.cleaned_data = {"slug": "", "headline": "Daily market wrap"}
    with django_assert_max_num_queries(6):
        assert form.clean_slug() == "daily-market-wrap-1001"


def test_a_long_one_leaves_room_for_its_number():
    make_article(slug="x" * 100)
    slug, number = first_free(Article.objects.all(), "x" * 100)
    assert (slug, number) == ("x" * 93 + "-2", 2)
