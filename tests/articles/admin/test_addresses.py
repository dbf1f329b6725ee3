"""Categories, authors and risks: a new address leaves a redirect."""

from __future__ import annotations

import pytest
from django.contrib.redirects.models import Redirect
from django.urls import reverse

from articles.models import Category
from tests.articles.admin.newsroom import said, send, sign_in
from tests.factories import make_article, make_author, make_category, make_risk, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client):
    return sign_in(client, make_user("Chief editor"))


def form_of(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.mark.parametrize("make", [make_category, make_author, make_risk])
def test_a_changed_slug_leaves_a_redirect(chief, make):
    thing = make(slug="before")
    old = thing.get_absolute_url()
    send(chief, form_of(thing), slug="after")
    redirect = Redirect.objects.get()
    assert (redirect.old_path, redirect.new_path) == (old, old.replace("before", "after"))
    assert chief.get(old).url == redirect.new_path


@pytest.mark.parametrize("make", [make_category, make_author, make_risk])
def test_another_change_leaves_none(chief, make):
    thing = make()
    name = "title" if hasattr(thing, "title") else "name"
    send(chief, form_of(thing), **{name: "Other words"})
    thing.refresh_from_db()
    assert getattr(thing, name) == "Other words"
    assert not Redirect.objects.exists()


def test_view_on_site_goes_straight_to_the_page(chief):
    thing = make_category()
    assert f'href="{thing.get_absolute_url()}" class="viewsitelink"' in chief.get(form_of(thing)).content.decode()


def test_the_risk_list_counts_statements_without_asking_for_each(chief, django_assert_num_queries):
    # session, user, two of permissions; categories and two kinds of filters ask nothing more;
    # the number of matches; the risks with their categories and counts
    make_risk()
    with django_assert_num_queries(8) as first:
        chief.get(reverse("admin:articles_risk_changelist"))
    for _ in range(5):
        make_risk()
    with django_assert_num_queries(len(first)):
        chief.get(reverse("admin:articles_risk_changelist"))


def test_a_category_in_use_is_not_deleted_and_it_is_said_what_to_do(chief):
    article = make_article()
    response = chief.post(f"/admin/articles/category/{article.category.pk}/delete/", {"post": "yes"}, follow=True)
    assert said(response) == [
        f"1 article stands in “{article.category}”. Put them into another category first. Nothing was deleted."
    ]
    assert Category.objects.filter(pk=article.category.pk).exists()


def test_an_empty_category_is_deleted(chief):
    category = make_category()
    chief.post(f"/admin/articles/category/{category.pk}/delete/", {"post": "yes"})
    assert not Category.objects.exists()
