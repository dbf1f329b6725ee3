"""Rows of two editors: whose stand in the form that is shown after a collision, and in the article after it."""

from __future__ import annotations

import pytest

from articles.models import KeyPoint
from tests.articles.admin.colliding import KEEP_MINE, collide, points, press, shown
from tests.articles.admin.newsroom import held, sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor", username="elena"))


@pytest.fixture
def article():
    article = make_article(dek="The old dek.")
    for position, text in enumerate(["One", "Two", "Three"], 1):
        KeyPoint.objects.create(article=article, position=position, text=text)
    return article


def test_a_row_that_they_deleted_comes_back_with_mine(editor, article):
    response = collide(editor, article, {"key_points__1__DELETE": "on"}, {"key_points-1-text": "My two"})
    assert shown(response)["key_points"] == (["One", "Three"], ["One", "My two", "Three"])
    press(editor, article, response, KEEP_MINE)
    assert points(article) == ["One", "My two", "Three"]


def test_a_row_that_they_added_goes_with_mine_and_is_shown_marked(editor, article):
    response = collide(editor, article, {"key_points__3__text": "Their four"}, {"dek": "Mine."})
    assert shown(response)["key_points"][0][-1] == "Their four"
    data = held(response)
    assert [data[f"key_points-3-{name}"] for name in ("text", "DELETE")] == ["Their four", "on"]
    press(editor, article, response, KEEP_MINE)
    assert points(article) == ["One", "Two", "Three"]


def test_it_stays_when_the_mark_is_taken_off(editor, article):
    response = collide(editor, article, {"key_points__3__text": "Their four"}, {"dek": "Mine."})
    press(editor, article, response, KEEP_MINE, **{"key_points-3-DELETE": ""})
    assert sorted(points(article)) == ["One", "Their four", "Three", "Two"]


def test_the_order_is_mine(editor, article):
    theirs = {"key_points__0__position": 3}
    mine = {"key_points-2-position": 1, "key_points-0-position": 2, "key_points-1-position": 3}
    response = collide(editor, article, theirs, mine)
    press(editor, article, response, KEEP_MINE)
    assert points(article) == ["Three", "One", "Two"]


def test_a_row_of_mine_that_i_deleted_stays_deleted(editor, article):
    response = collide(editor, article, {"dek": "Theirs."}, {"key_points-1-DELETE": "on"})
    press(editor, article, response, KEEP_MINE)
    assert points(article) == ["One", "Three"]


def test_rows_that_both_added_stand_in_the_form(editor, article):
    response = collide(
        editor,
        article,
        {"key_points__3__text": "Their four"},
        {
            "key_points-TOTAL_FORMS": 4,
            "key_points-3-text": "My four",
            "key_points-3-id": "",
            "key_points-3-position": "",
        },
    )
    press(editor, article, response, KEEP_MINE)
    assert points(article) == ["One", "Two", "Three", "My four"]
