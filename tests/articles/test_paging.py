"""Keyset paging: every article once, forward and back, wherever the reader starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, TickerSentiment
from articles.paging import page_of, place, query_with, read_place
from tests.factories import PUBLISHED_AT, make_articles, make_category, make_ticker


def walk(queryset, length: int, step: str, params: str = "") -> list[list[Article]]:
    """The pages from `params` on, by following `older` or `newer` to the end."""
    pages = []
    while True:
        page = page_of(queryset, QueryDict(params), length)
        pages.append(list(page.rows))
        if getattr(page, step) == "":
            return pages
        params = getattr(page, step).removeprefix("?")


def last_page(queryset, length: int) -> str:
    """The query string of the page after which there is none."""
    params = ""
    while older := page_of(queryset, QueryDict(params), length).older:
        params = older.removeprefix("?")
    return params


@pytest.fixture
def archive(db):
    """Eleven articles; the dates of most are shared by several."""
    category = make_category()
    dates = [0, 0, 0, 0, 1, 2, 2, 2, 3, 4, 4]
    each = [{"published_at": PUBLISHED_AT + timedelta(hours=hours)} for hours in dates]
    return make_articles(each, category=category)


LENGTHS = [1, 2, 3, 5, 10, 11, 20]


@pytest.mark.parametrize("length", LENGTHS)
def test_going_back_in_time_visits_every_article_once_in_order(archive, length):
    pages = walk(Article.objects.newest(), length, "older")
    assert [article for page in pages for article in page] == archive[::-1]
    assert [len(page) for page in pages[:-1]] == [length] * (len(pages) - 1)


@pytest.mark.parametrize("length", LENGTHS)
def test_coming_forward_visits_every_article_once_in_order(archive, length):
    back = walk(Article.objects.newest(), length, "newer", last_page(Article.objects.newest(), length))
    assert [article for page in back[::-1] for article in page] == archive[::-1]


@pytest.mark.parametrize("length", [1, 3])
def test_a_list_by_its_links_is_walked_alike(db, length):
    ticker = make_ticker()
    articles = make_articles([{}] * 7)
    for article in articles:
        TickerSentiment.objects.create(article=article, ticker=ticker)
    pages = walk(Article.objects.about(ticker), length, "older")
    assert [article for page in pages for article in page] == articles[::-1]
    back = walk(Article.objects.about(ticker), length, "newer", last_page(Article.objects.about(ticker), length))
    assert [article for page in back[::-1] for article in page] == articles[::-1]


def test_what_is_published_meanwhile_moves_no_older_page(archive):
    first = page_of(Article.objects.newest(), QueryDict(), 3)
    second = [*page_of(Article.objects.newest(), QueryDict(first.older[1:]), 3).rows]
    make_articles([{"published_at": PUBLISHED_AT + timedelta(days=1)}])
    assert [*page_of(Article.objects.newest(), QueryDict(first.older[1:]), 3).rows] == second


def test_the_first_page_has_nothing_newer(archive):
    page = page_of(Article.objects.newest(), QueryDict(), 3)
    assert (page.newer, bool(page.older)) == ("", True)


def test_the_last_page_has_nothing_older(archive):
    page = page_of(Article.objects.newest(), QueryDict(last_page(Article.objects.newest(), 3)), 3)
    assert (bool(page.newer), page.older) == (True, "")


def test_a_list_that_fits_has_no_other_pages(archive):
    page = page_of(Article.objects.newest(), QueryDict(), 11)
    assert (page.newer, page.older) == ("", "")


def test_an_empty_list_has_one_empty_page(db):
    page = page_of(Article.objects.newest(), QueryDict())
    assert (page.rows, page.newer, page.older) == ([], "", "")


def test_a_page_has_the_houses_length(archive, settings):
    settings.PAGE_LENGTH = 4
    assert len(page_of(Article.objects.newest(), QueryDict()).rows) == 4


BAD = ["", "x", "-", "1", "1-", "-1", "1-x", "1--1", "9" * 18 + "-1", "1-" + "9" * 19, "1-1 ", "1-1\n", "\x00", "1.5-2"]


@pytest.mark.parametrize("direction", ["older", "newer"])
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_place_shows_the_first_page(archive, direction, bad):
    params = QueryDict(mutable=True)
    params[direction] = bad
    page = page_of(Article.objects.newest(), params, 3)
    assert list(page.rows) == archive[::-1][:3]


@pytest.mark.parametrize("beyond", ["older=0-0", f"newer={10**17 - 1}-1"])
def test_a_place_with_nothing_beyond_it_shows_the_first_page(archive, beyond):
    page = page_of(Article.objects.newest(), QueryDict(beyond), 3)
    assert list(page.rows) == archive[::-1][:3]
    assert (page.newer, bool(page.older)) == ("", True)


@given(st.text())
def test_no_text_is_too_odd_for_a_place(value):
    assert read_place(value) is None or "-" in value


@given(st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)), st.integers(1, 10**18 - 1))
def test_a_place_is_read_as_it_was_written(instant, pk):
    article = Article(pk=pk)
    article.listed_at = instant
    assert read_place(place(article)) == (instant, pk)


class TestQueryWith:
    def test_it_replaces_a_value_and_keeps_the_others(self):
        assert query_with(QueryDict("a=1&b=2"), a=3) == "?b=2&a=3"

    def test_it_removes_a_value(self):
        assert query_with(QueryDict("a=1&b=2"), a=None) == "?b=2"

    def test_it_starts_from_the_first_page(self):
        assert query_with(QueryDict("a=1&older=1-1&newer=1-1&page=3")) == "?a=1"

    def test_it_leaves_out_what_is_empty(self):
        assert query_with(QueryDict("a=&b=2")) == "?b=2"

    def test_it_leads_to_the_bare_page_where_nothing_is_left(self):
        assert query_with(QueryDict("a=1"), a=None) == "."

    def test_it_escapes_what_was_typed(self):
        assert query_with(QueryDict("q=%22%3E%3Cscript%3E%26")) == "?q=%22%3E%3Cscript%3E%26"
