"""Keys and dates that no database can hold are refused, not a crash."""

from __future__ import annotations

import pytest

from articles.models import Article
from tests.articles.admin.newsroom import address, errors, said, send, sign_in
from tests.factories import make_article, make_category, make_user

pytestmark = pytest.mark.django_db
LONG = "9" * 30


@pytest.fixture
def chief(client):
    return sign_in(client, make_user("Chief editor"))


@pytest.mark.parametrize("key", [LONG, "x", "-1", "²"])
@pytest.mark.parametrize(
    ("part", "name"), [("bylines", "author"), ("ticker_sentiments", "ticker"), ("risk_statements", "risk"),
                       ("pinned", "related")],
)  # fmt: skip
def test_a_row_with_a_key_that_is_none_is_refused(chief, part, name, key):
    article = make_article(published=False)
    fields = {"risk_statements__0__text": "Words"} if name == "risk" else {}
    response = send(chief, address(article), **fields, **{f"{part}__0__{name}": key})
    assert f"{part}-0-{name}" in errors(response)


def test_so_is_a_row_that_names_itself_so(chief):
    article = make_article(published=False)
    article.key_points.create(position=1, text="Words")
    response = send(chief, address(article), key_points__0__id=LONG)
    assert list(errors(response)) == ["key_points-0-id"]


def test_so_is_a_category(chief):
    response = send(chief, address(make_article(published=False)), category=LONG)
    assert list(errors(response)) == ["category"]


@pytest.mark.parametrize("url", ["/admin/markets/quote/add/", "/admin/markets/marketstripentry/add/"])
def test_so_is_what_other_forms_choose(chief, url):
    assert "ticker" in errors(send(chief, url, ticker=LONG))


@pytest.mark.parametrize("action", ["publish_selected", "withdraw_selected", "delete_selected"])
@pytest.mark.parametrize("key", [LONG, "x"])
def test_what_is_ticked_may_not_exist(chief, action, key):
    article = make_article(published=False)
    data = {"action": action, "_selected_action": [key], "post": "yes", "confirmed": "yes"}
    assert chief.post("/admin/articles/article/", data, follow=True).status_code == 200
    data["_selected_action"].append(article.pk)
    assert said(chief.post("/admin/articles/article/", data, follow=True))


def test_the_same_in_other_lists(chief):
    for model in ("articles/category", "articles/ticker", "markets/quote"):
        data = {"action": "delete_selected", "_selected_action": [LONG], "post": "yes"}
        assert chief.post(f"/admin/{model}/", data, follow=True).status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01", "1899-12-31"])
def test_a_date_out_of_all_time_is_refused(chief, day):
    article = make_article(published=False)
    response = send(chief, address(article), published_at_0=day, published_at_1="23:59")
    assert errors(response) == {"published_at": ["Type a year from 1900 to 2199."]}


def test_a_date_of_this_century_is_kept(chief):
    send(chief, "/admin/articles/article/add/", category=make_category().pk, headline="Words",
         published_at_0="2199-12-31", published_at_1="23:59")  # fmt: skip
    assert Article.objects.get().published_at
