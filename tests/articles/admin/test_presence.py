"""Who else has an article open: told on its form and in the list, and ended by itself."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Presence
from tests.articles.admin.newsroom import address, send, sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
HERE = "/admin/articles/article/here/"
LIST = "/admin/articles/article/"


@pytest.fixture
def ada():
    return sign_in(Client(), make_user("Editor", username="ada", first_name="Ada", last_name="Byron"))


@pytest.fixture
def bob():
    return sign_in(Client(), make_user("Editor", username="bob"))


def here(client, article, form, **more):
    body = {"form": form, "article": article.pk, "version": article.version} | more
    return client.post(HERE, json.dumps(body), content_type="application/json").json()


def now():
    return f"{timezone.localtime():%H:%M}"


def test_a_form_hears_who_else_has_the_article_open(ada, bob):
    article = make_article()
    assert here(ada, article, "form-of-ada") == {"others": "", "newer": ""}
    assert here(bob, article, "form-of-bob")["others"] == f"Ada Byron has this article open since {now()}."
    assert here(ada, article, "form-of-ada")["others"] == f"bob has this article open since {now()}."


def test_it_stands_on_the_form_from_the_start_and_in_the_list(ada, bob):
    article = make_article()
    here(ada, article, "form-of-ada")
    assert "Ada Byron has this article open" in bob.get(address(article)).content.decode()
    assert '<span class="open-in">open: Ada Byron</span>' in bob.get(LIST).content.decode()


def test_another_article_says_nothing(ada, bob):
    here(ada, make_article(), "form-of-ada")
    assert here(bob, make_article(), "form-of-bob")["others"] == ""


def test_ones_own_other_window_is_told(ada):
    article = make_article()
    here(ada, article, "form-of-ada")
    said = here(ada, article, "another-form-of-ada")["others"]
    assert said == f"You, in another window, have this article open since {now()}."


def test_several_are_named_once_each(ada, bob):
    article = make_article()
    for form in ("form-of-ada", "another-form-of-ada"):
        here(ada, article, form)
    here(bob, article, "form-of-bob")
    carla = sign_in(Client(), make_user("Chief editor", username="carla"))
    said = here(carla, article, "form-of-carla")["others"]
    assert said == f"Ada Byron (since {now()}) and bob (since {now()}) have this article open."


def test_it_ends_by_itself_and_when_the_form_is_closed(ada, bob):
    article = make_article()
    here(ada, article, "form-of-ada")
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=101))
    assert here(bob, article, "form-of-bob")["others"] == ""
    assert Presence.objects.count() == 1
    here(bob, article, "form-of-bob", gone=True)
    assert not Presence.objects.exists()


def test_a_form_hears_that_somebody_saved_a_newer_version(ada, bob):
    article = make_article()
    send(ada, address(article), headline="Newer")
    newer = here(bob, article, "form-of-bob")["newer"]
    assert newer == f"Ada Byron saved this article at {now()}. When you save, you will see both."


@pytest.mark.parametrize("body", ["x", "[]", "{}", '{"form": "form-of-ada", "article": 99}', '{"article": {}}'])
def test_a_bad_body_is_refused_with_a_sentence(ada, body):
    answer = ada.post(HERE, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["sentence"].endswith(".")


def test_a_reporter_hears_nothing_of_what_is_not_theirs(ada):
    draft = make_article(published=False)
    reporter = sign_in(Client(), make_user("Reporter"))
    assert "sentence" in here(reporter, draft, "form-of-reporter")
    assert not Presence.objects.exists()


def test_the_list_asks_once_for_all_rows(ada, django_assert_max_num_queries):
    for number in range(12):
        here(ada, make_article(), f"form-number-{number}")
    with django_assert_max_num_queries(12):
        ada.get(LIST)
