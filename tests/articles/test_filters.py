"""The filters of a list: each alone, together, taken off again, and asked the impossible."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.filters import ArticleFilter, midnight
from articles.models import Article, Byline, TickerSentiment
from tests.factories import make_article, make_author, make_category, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Four articles that differ in every way that a filter asks for."""
    finance = make_category(name="Finance", slug="finance")
    energy = make_category(name="Energy", slug="energy")
    spy = make_ticker(symbol="SPY", exchange="NYSE")
    gas = make_ticker(symbol="UNG", exchange="NYSE")

    def story(headline, category, day, *tags):
        article = make_article(
            headline=headline, category=category, published_at=datetime(2026, 2, day, 15, tzinfo=UTC)
        )
        for ticker, sentiment in tags:
            TickerSentiment.objects.create(article=article, ticker=ticker, sentiment=sentiment)

    story("one", finance, 1, (spy, "positive"))
    story("two", finance, 2, (spy, "negative"), (gas, "positive"))
    story("three", energy, 3, (gas, "negative"))
    story("four", energy, 4)


def filtered(query: str, queryset=None) -> ArticleFilter:
    return ArticleFilter(QueryDict(query), Article.objects.newest() if queryset is None else queryset)


def headlines(query: str) -> list[str]:
    return [article.headline for article in filtered(query).qs]


ALL = ["four", "three", "two", "one"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("category=finance", ["two", "one"]),
        ("ticker=SPY", ["two", "one"]),
        ("ticker=nyse:spy", ["two", "one"]),
        ("ticker=$UNG", ["three", "two"]),
        ("sentiment=positive", ["two", "one"]),
        ("sentiment=negative", ["three", "two"]),
        ("sentiment=neutral", []),
        ("since=2026-02-03", ["four", "three"]),
        ("until=2026-02-02", ["two", "one"]),
        ("since=2026-02-02&until=2026-02-03", ["three", "two"]),
        ("since=2026-02-02&until=2026-02-02", ["two"]),
        ("ticker=SPY&sentiment=positive", ["one"]),
        ("ticker=UNG&sentiment=positive", ["two"]),
        ("ticker=UNG&category=energy", ["three"]),
        ("ticker=UNG&category=finance&sentiment=positive&since=2026-02-01&until=2026-02-28", ["two"]),
        ("ticker=SPY&since=2026-02-02", ["two"]),
        ("sentiment=positive&category=energy", []),
        ("unknown=1", ALL),
    ],
)
def test_filters_narrow_the_list_alone_and_together(archive, query, found):
    assert headlines(query) == found


def test_an_article_with_two_tickers_of_one_sentiment_is_listed_once():
    article = make_article()
    for _ in range(2):
        TickerSentiment.objects.create(article=article, ticker=make_ticker(), sentiment="positive")
    assert list(filtered("sentiment=positive").qs) == [article]


def test_they_narrow_an_authors_list_too(archive):
    author = make_author()
    for headline in ("one", "three"):
        Byline.objects.create(article=Article.objects.get(headline=headline), author=author, position=1)
    found = filtered("ticker=SPY&sentiment=positive", Article.objects.by(author)).qs
    assert [article.headline for article in found] == ["one"]


def test_a_day_begins_at_midnight_in_the_newsroom():
    make_article(published_at=datetime(2026, 2, 11, 4, 59, tzinfo=UTC))  # 23:59 on the 10th in New York
    assert len(headlines("until=2026-02-10")) == 1
    assert headlines("since=2026-02-11") == []


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "UTC"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-30", "1883-11-18"])
@pytest.mark.parametrize("name", ["since", "until"])
def test_the_ends_of_time_are_days_like_others(archive, zone, day, name):
    with timezone.override(zone):
        assert headlines(f"{name}={day}") in ([], ALL)


def test_midnight_is_an_instant_of_its_day():
    assert midnight(datetime(2026, 7, 1).date()) == datetime(2026, 7, 1, 4, tzinfo=UTC)


#: What was asked, beside which field it is answered, and with which words.
IMPOSSIBLE = [
    ("ticker=NONE", "ticker", "There is no ticker “NONE” here"),
    ("ticker=%3Cb%3E", "ticker", "There is no ticker"),
    ("ticker=" + "x" * 41, "ticker", "at most 40 characters"),
    ("category=none", "category", "There is no such choice"),
    ("category=%00", "category", ""),
    ("sentiment=wonderful", "sentiment", "There is no such choice"),
    ("since=tomorrow", "since", "That is not a day"),
    ("since=2026-02-30", "since", "That is not a day"),
    ("until=9999999", "until", "That is not a day"),
]


@pytest.mark.parametrize(("query", "field", "words"), IMPOSSIBLE)
def test_the_impossible_is_said_beside_its_field(archive, query, field, words):
    form = filtered(query).form
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]


@pytest.mark.parametrize(("query", "field", "words"), IMPOSSIBLE)
def test_the_impossible_leaves_all_results(archive, query, field, words):
    assert headlines(query) == ALL


def test_a_last_day_before_the_first_is_said_at_the_last(archive):
    filters = filtered("since=2026-02-03&until=2026-02-01")
    assert filters.form.errors == {"until": ["The last day is before the first."]}
    assert [article.headline for article in filters.qs] == ["four", "three"]


def test_beside_the_impossible_the_possible_still_holds(archive):
    assert headlines("sentiment=wonderful&category=energy") == ["four", "three"]


class TestDayInput:
    def box(self, query: str) -> Element:
        return read(str(filtered(query).form["since"])).one("input")

    @pytest.mark.parametrize("query", ["", "since=", "since=2026-02-10"])
    def test_a_day_is_picked(self, query):
        assert self.box(query)["type"] == "date"

    @pytest.mark.parametrize("typed", ["tomorrow", "2026-02-30", "2026-2-1", "20260210", "02/10/2026"])
    def test_what_a_picker_would_not_show_stands_in_a_plain_box(self, typed):
        box = self.box(f"since={typed}")
        assert (box["type"], box["value"]) == ("text", typed)


class TestChips:
    def test_each_filter_in_force_has_one(self, archive):
        chips = filtered("ticker=spy&category=finance&sentiment=positive&since=2026-02-01&until=2026-02-28").chip_list
        assert [(chip.label, chip.value) for chip in chips] == [
            ("Ticker", "NYSE:SPY"),
            ("Category", "Finance"),
            ("Sentiment", "Positive"),
            ("From", "1 February 2026"),
            ("To", "28 February 2026"),
        ]

    def test_it_takes_off_its_own_filter_and_no_other(self, archive):
        chips = filtered("ticker=SPY&sentiment=positive&older=1-1").chip_list
        assert [chip.without for chip in chips] == ["?sentiment=positive", "?ticker=SPY"]

    def test_the_last_one_leads_to_the_bare_list(self, archive):
        assert [chip.without for chip in filtered("ticker=SPY").chip_list] == ["."]

    def test_what_is_not_in_force_has_none(self, archive):
        assert filtered("ticker=&sentiment=wonderful").chip_list == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from(["ticker", "category", "sentiment", "since", "until", "older", "newer", "role", "page"]),
        st.one_of(st.text(max_size=60), st.dates().map(str), st.sampled_from(["SPY", "finance", "positive"])),
    )
)
def test_no_value_is_too_odd_for_a_list(archive, client, values):
    assert client.get("/articles/", values).status_code == 200
