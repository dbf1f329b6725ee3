"""Whatever is typed into the box, the page, the suggestions and the feed answer."""

from __future__ import annotations

import pytest
from hypothesis import given

from articles.search import parse
from tests.articles.odd_searches import for_pages, odd_searches
from tests.factories import make_article, make_ticker

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    make_ticker(symbol="SPY")
    make_article(headline="Copper and tariffs", body="<p>Jane Doe said 3.62% of 1,234.5.</p>")


@for_pages
@given(odd_searches)
def test_the_page_answers_and_says_what_it_cut(archive, client, typed):
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert ("characters were searched" in answer.content.decode()) == parse(typed).cut


@pytest.mark.parametrize("address", ["/search/suggest/", "/search/feed/"])
@for_pages
@given(odd_searches)
def test_suggestions_and_feed_answer(archive, client, address, typed):
    assert client.get(address, {"q": typed}).status_code == 200
