"""The search page: what it finds, how it shows it, and what it says when there is nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import TickerSentiment
from articles.search import engine
from articles.workflow import record, submit, withdraw
from tests.articles.views.searching import headlines, search
from tests.factories import make_article, make_category, make_quote, make_ticker
from tests.markup import read

pytestmark = pytest.mark.django_db


def test_without_a_question_it_says_how_to_ask(client):
    page = read(client.get("/search/"))
    assert page.one("p", "empty").text.startswith("Type a company, a person, a symbol such as SPY")


def test_with_nothing_but_signs_it_says_that_there_is_no_word(client):
    assert search(client, "* -").one("p", "empty").text.startswith("There is no word to look for in that.")


def test_nothing_found_says_what_to_do(client):
    assert search(client, "copper").one("p", "empty").text.startswith("Nothing was found. Try fewer or other words")


def test_the_best_match_stands_first(client):
    make_article(headline="Mining", body="<p>Some copper.</p>")
    make_article(headline="Copper rises")
    assert headlines(search(client, "copper")) == ["Copper rises", "Mining"]


def test_what_was_asked_stands_in_the_box(client):
    box = search(client, '"rare earths" <b>').one("input", id="q")
    assert box["value"] == '"rare earths" <b>'


@pytest.mark.parametrize(("number", "said"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles")])
def test_it_says_how_many_there_are(client, number, said):
    for _ in range(number):
        make_article(headline="Copper")
    total = search(client, "copper").one("p", "search__total").text
    assert total == f"{said}. Articles mentioning “copper”."


@pytest.fixture
def only_one_is_weighed(monkeypatch):
    monkeypatch.setattr(type(engine()), "candidates", 1)
    monkeypatch.setattr(type(engine()), "count", lambda *asked: None)


def test_it_says_when_there_are_more_than_it_weighs(client, only_one_is_weighed):
    make_article(headline="Copper")
    make_article(headline="Copper")
    page = search(client, "copper")
    assert page.one("p", "search__total").text.startswith("More than 1 article.")
    assert page.one("p", "search__bound").links() == {"By date, all of them can be read.": "?q=copper&sort=date"}


def test_counts_are_the_least_that_there_are_then(client, only_one_is_weighed):
    make_article(headline="Copper", category=make_category(name="Metals"))
    make_article(headline="Copper", category=make_category(name="Metals 2"))
    assert [count.text for count in search(client, "copper").all("span", "facet__count")][:1] == ["1+"]


@pytest.mark.parametrize("state", ["draft", "in review", "withdrawn", "scheduled"])
def test_what_is_not_public_is_never_found(client, state):
    later = {"published_at": timezone.now() + timedelta(days=1)} if state == "scheduled" else {}
    article = make_article(published=state in ("withdrawn", "scheduled"), headline="Copper", **later)
    if state == "withdrawn":
        withdraw(article)
    if state == "in review":
        submit(article)
    assert headlines(search(client, "copper")) == []


def test_a_draft_that_was_edited_is_not_found_either(client):
    record(make_article(published=False, headline="Copper"))
    assert headlines(search(client, "copper")) == []


def test_a_match_is_marked_in_its_passage(client):
    make_article(headline="Mining", body="<p>The price of copper rose.</p>")
    assert [mark.text for mark in search(client, "copper").all("mark")] == ["copper"]


def test_a_passage_is_escaped(client):
    make_article(headline="Mining", body="<p>&lt;script&gt;copper&lt;/script&gt; &lt;mark&gt;</p>")
    page = search(client, "copper")
    assert "<script>copper</script> <mark>" in page.one("p", "article-card__dek").text
    assert [mark.text for mark in page.all("mark")] == ["copper"]


@pytest.mark.parametrize(("length", "cut"), [(500, False), (501, True)])
def test_a_long_question_is_cut_with_a_notice(client, length, cut):
    notices = search(client, "x" * length).all("p", "notice")
    assert [notice.text for notice in notices] == ["Only the first 500 characters were searched."] * cut


def test_the_results_are_narrowed_by_the_filters(client):
    energy = make_category(slug="energy")
    make_article(headline="Copper at sea")
    make_article(headline="Copper for power", category=energy)
    page = search(client, "copper", category="energy")
    assert headlines(page) == ["Copper for power"]
    total = page.one("p", "search__total").text
    assert total == f"1 article. Articles in {energy.name} mentioning “copper”."


def test_the_filter_form_keeps_the_question(client):
    form = search(client, "copper").one("form", "filter-form")
    assert form.one("input", name="q")["value"] == "copper"


def test_a_filter_is_taken_off_without_losing_the_question(client):
    make_ticker(symbol="SPY", exchange="NYSE")
    chips = search(client, "copper", ticker="SPY").one("ul", "chips")
    assert list(chips.links().values()) == ["?q=copper"]


def test_an_impossible_filter_is_said_and_shows_everything(client):
    make_article(headline="Copper")
    page = search(client, "copper", sentiment="wonderful")
    assert headlines(page) == ["Copper"]
    assert page.one("p", "filter-form__error").text.startswith("There is no such choice.")


def test_where_none_has_all_the_words_those_with_most_follow(client):
    make_article(headline="Copper and tin rise", body="<p>x</p>")
    make_article(headline="Nickel", body="<p>x</p>")
    page = search(client, "copper tin zinc")
    assert page.one("p", "search__total").text.startswith("0 articles.")
    assert page.one("h2", "search__partly").text == "With some of the words"
    assert headlines(page) == ["Copper and tin rise"]


class TestByDate:
    @pytest.fixture(autouse=True)
    def archive(self, settings):
        settings.PAGE_LENGTH = 2
        now = timezone.now()
        for hours in range(5):
            make_article(headline=f"Copper {hours}", published_at=now - timedelta(hours=hours + 1))

    def test_the_newest_come_first_and_each_page_goes_on(self, client):
        seen, query = [], "?q=copper&sort=date"
        while query:
            page = read(client.get(f"/search/{query}"))
            seen += headlines(page)
            following = page.all("a", rel="next")
            query = following[0]["href"] if following else ""
        assert seen == [f"Copper {hours}" for hours in range(5)]

    @pytest.mark.parametrize("place", ["x", "-1", "9" * 30, "", "\x00"])
    def test_a_place_that_is_none_is_the_first_page(self, client, place):
        assert headlines(search(client, "copper", sort="date", older=place)) == ["Copper 0", "Copper 1"]


class TestPages:
    @pytest.fixture(autouse=True)
    def archive(self, settings):
        settings.PAGE_LENGTH = 2
        for number in range(5):
            make_article(headline=f"Copper {number}")

    def test_every_result_stands_on_one_page(self, client):
        seen, query = [], "?q=copper"
        while query:
            page = read(client.get(f"/search/{query}"))
            seen += headlines(page)
            following = page.all("a", rel="next")
            query = following[0]["href"] if following else ""
        assert sorted(seen) == [f"Copper {number}" for number in range(5)]

    @pytest.mark.parametrize("asked", ["x", "", "1.5", "\x00", "1e9"])
    def test_a_page_that_is_no_number_is_the_first(self, client, asked):
        assert headlines(search(client, "copper", page=asked)) == headlines(search(client, "copper"))

    @pytest.mark.parametrize("asked", ["4", "99999999999999999999", "0", "-1"])
    def test_a_number_without_a_page_is_the_last(self, client, asked):
        assert len(headlines(search(client, "copper", page=asked))) == 1


class TestTickerOnTop:
    @pytest.fixture
    def spy(self):
        spy = make_ticker(symbol="SPY", exchange="NYSE")
        make_quote(spy, price=Decimal("693.95"))
        return spy

    @pytest.mark.parametrize("typed", ["SPY", "spy", "$SPY", "NYSE:SPY"])
    def test_a_symbol_typed_alone_shows_its_quote(self, client, spy, typed):
        assert "$693.95" in search(client, typed).one("div", "quote").text

    @pytest.mark.parametrize("typed", ["SPY rises", "QQQ", "LSE:SPY", ""])
    def test_other_words_show_none(self, client, spy, typed):
        assert search(client, typed).all("div", "quote") == []

    def test_an_inactive_ticker_is_not_shown(self, client):
        make_ticker(symbol="SPY", active=False)
        assert search(client, "SPY").all("div", "quote") == []

    def test_its_articles_follow(self, client, spy):
        article = make_article(headline="Stocks rise")
        TickerSentiment.objects.create(article=article, ticker=spy)
        record(article)
        assert headlines(search(client, "SPY")) == ["Stocks rise"]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=600), st.text(alphabet='abc"-*()^:+$ _NEAROT\x00\u0301\u201c', max_size=60)))
def test_no_question_is_too_odd_for_the_page(client, typed):
    assert client.get("/search/", {"q": typed.encode("utf-8", "replace")}).status_code == 200
