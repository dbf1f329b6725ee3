"""Rows of an article's parts: numbered by the machine, moved and swapped without a collision."""

from __future__ import annotations

import pytest

from articles.models import Byline, KeyPoint, PinnedRelated, TickerSentiment
from tests.articles.admin.newsroom import address, errors, send, sign_in
from tests.factories import make_article, make_author, make_ticker, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


@pytest.fixture
def article():
    article = make_article()
    for place, text in enumerate(("A", "B", "C"), 1):
        KeyPoint.objects.create(article=article, position=place, text=text)
    return article


def points(article):
    return [(point.position, point.text) for point in article.key_points.all()]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"key_points__0__position": 2, "key_points__1__position": 1}, "BAC"),
        ({"key_points__0__position": 3}, "BCA"),
        ({"key_points__2__position": 1}, "CAB"),
        ({"key_points__0__position": 3, "key_points__2__position": 1}, "CBA"),
        ({"key_points__0__position": ""}, "BCA"),
        ({"key_points__1__position": 50}, "ACB"),
        ({"key_points__3__text": "D"}, "ABCD"),
        ({"key_points__3__text": "D", "key_points__3__position": 1}, "DABC"),
        ({"key_points__0__DELETE": "on"}, "BC"),
        ({"key_points__0__DELETE": "on", "key_points__3__text": "D", "key_points__3__position": 1}, "DBC"),
        ({"key_points__1__text": "X"}, "AXC"),
    ],
)
def test_rows_stand_where_they_are_put_and_are_numbered_without_gaps(editor, article, changes, expected):
    response = send(editor, address(article), **changes)
    assert response.redirect_chain, errors(response)
    assert points(article) == list(enumerate(expected, 1))


def test_rows_that_did_not_change_are_not_written(editor, article, django_assert_max_num_queries):
    before = set(article.key_points.values_list("pk", flat=True))
    send(editor, address(article), key_points__0__text="Changed")
    assert set(article.key_points.values_list("pk", flat=True)) == before


def test_gaps_and_noughts_of_imported_rows_are_put_right(editor):
    article = make_article()
    for place in (0, 7):
        KeyPoint.objects.create(article=article, position=place, text=f"At {place}")
    send(editor, address(article))
    assert points(article) == [(1, "At 0"), (2, "At 7")]


def test_two_authors_change_places_by_their_names(editor):
    article, ada, jonas = make_article(), make_author(), make_author()
    for place, author in enumerate((ada, jonas), 1):
        Byline.objects.create(article=article, author=author, position=place)
    send(editor, address(article), bylines__0__author=jonas.pk, bylines__1__author=ada.pk)
    assert [byline.author for byline in article.bylines.all()] == [jonas, ada]
    assert article.bylines.first().listed_at == article.published_at


def test_a_ticker_taken_out_and_put_in_again_is_no_repetition(editor):
    article, ticker = make_article(), make_ticker()
    TickerSentiment.objects.create(article=article, ticker=ticker)
    send(
        editor, address(article),
        ticker_sentiments__0__DELETE="on",
        ticker_sentiments__1__ticker=ticker.pk,
        ticker_sentiments__1__sentiment="negative",
        ticker_sentiments__1__role="subject",
    )  # fmt: skip
    assert article.ticker_sentiments.get().sentiment == "negative"


def test_a_ticker_named_twice_is_refused_beside_the_second(editor):
    article, ticker = make_article(), make_ticker()
    rows = {
        f"ticker_sentiments__{row}__{name}": value
        for row in (0, 1)
        for name, value in (("ticker", ticker.pk), ("sentiment", "neutral"), ("role", "subject"))
    }
    response = send(editor, address(article), **rows)
    assert errors(response) == {"ticker_sentiments-1-ticker": [f"“{ticker}” stands here twice."]}


def test_an_article_is_not_pinned_to_itself(editor):
    article = make_article()
    response = send(editor, address(article), pinned__0__related=article.pk)
    assert errors(response) == {"pinned-0-related": ["An article cannot be related to itself."]}
    assert not PinnedRelated.objects.exists()
