from __future__ import annotations

import pytest
from django.contrib.redirects.models import Redirect

from articles.workflow import rename

pytestmark = pytest.mark.django_db


def redirects():
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_an_old_address_leads_to_the_new_one():
    assert rename("/a/", "/b/")
    assert redirects() == {"/a/": "/b/"}


def test_the_same_address_needs_nothing():
    assert not rename("/a/", "/a/")
    assert redirects() == {}


def test_no_reader_is_sent_twice():
    rename("/a/", "/b/")
    rename("/b/", "/c/")
    assert redirects() == {"/a/": "/c/", "/b/": "/c/"}


def test_no_reader_is_sent_in_a_circle():
    rename("/a/", "/b/")
    rename("/b/", "/a/")
    assert redirects() == {"/b/": "/a/"}


def test_a_reader_of_an_old_address_arrives(client):
    rename("/categories/money/", "/about/")
    assert client.get("/categories/money/", follow=True).redirect_chain == [("/about/", 301)]
