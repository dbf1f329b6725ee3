from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.redirects.models import Redirect
from django.utils import timezone

from articles.workflow import Refused, publish, rename, withdraw
from articles.workflow.rename import redirect
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_risk, make_user

pytestmark = pytest.mark.django_db


DAY = timedelta(days=1)


def redirects():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_an_old_address_leads_to_the_new_one():
    assert redirect("/a/", "/b/")
    assert redirects() == {"/a/": "/b/"}


def test_the_same_address_needs_nothing():
    assert not redirect("/a/", "/a/")
    assert redirects() == {}


def test_no_reader_is_sent_twice():
    redirect("/a/", "/b/")
    redirect("/b/", "/c/")
    assert redirects() == {"/a/": "/c/", "/b/": "/c/"}


def test_no_reader_is_sent_in_a_circle():
    redirect("/a/", "/b/")
    redirect("/b/", "/a/")
    assert redirects() == {"/b/": "/a/"}


def test_a_reader_of_an_old_address_arrives(client):
    redirect("/categories/money/", "/about/")
    assert client.get("/categories/money/", follow=True).redirect_chain == [("/about/", 301)]


def moved(article, **fields):
    """The address it had before these fields were saved."""
    before = article.get_absolute_url()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return before


@pytest.mark.parametrize("change", [{"slug": "other"}, {"published_at": PUBLISHED_AT - 5 * DAY}])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_readers_knew_leads_on_when_its_slug_or_its_day_changes(change, withdrawn):
    article = make_article()
    if withdrawn:
        withdraw(article)
    before = moved(article, **change)
    assert rename(article, before)
    assert redirects() == {before: article.get_absolute_url()}


def test_another_category_is_the_same_address():
    article = make_article()
    assert not rename(article, moved(article, category=make_category()))
    assert redirects() == {}


@pytest.mark.parametrize("at", [None, timezone.now() + DAY])
def test_what_readers_never_saw_needs_no_redirect(at):
    article = make_article(published=bool(at), published_at=at)
    assert not rename(article, moved(article, slug="other"))
    assert redirects() == {}


def test_publishing_again_on_another_day_leaves_a_redirect():
    article = make_article()
    before = article.get_absolute_url()
    withdraw(article)
    publish(article, at=PUBLISHED_AT + DAY)
    assert redirects() == {before: article.get_absolute_url()}


@pytest.mark.parametrize(("make", "names"), [(make_category, "categories"), (make_author, "authors")])
def test_sections_and_authors_are_moved_by_chief_editors(make, names):
    thing = make(slug="old")
    before = moved(thing, slug="new")
    with pytest.raises(Refused) as refused:
        rename(thing, before, by=make_user("Editor"))
    assert str(refused.value) == f"Your account does not change {names}."
    assert redirects() == {}
    assert rename(thing, before, by=make_user("Chief editor"))


def test_risks_are_moved_by_editors():
    thing = make_risk(slug="old")
    before = moved(thing, slug="new")
    with pytest.raises(Refused):
        rename(thing, before, by=make_user("Reporter"))
    assert rename(thing, before, by=make_user("Editor"))
    assert redirects() == {before: thing.get_absolute_url()}
