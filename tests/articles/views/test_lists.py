"""The lists of articles: everything, a category, an author; their cards, filters and pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from articles.models import Byline, TickerSentiment
from articles.workflow import withdraw
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db


def headlines(page: Element) -> list[str]:
    return [heading.text for heading in page.all("h2", "article-card__headline")]


def make_many(number: int, **fields) -> list[str]:
    """Headlines of so many articles, newest first."""
    fields.setdefault("category", make_category())
    for age in range(number):
        make_article(headline=f"Story {age}", published_at=PUBLISHED_AT - timedelta(minutes=age), **fields)
    return [f"Story {age}" for age in range(number)]


@pytest.fixture
def lists(db) -> dict[str, str]:
    """Each list's address, all showing the same article."""
    author, category = make_author(slug="ada-lane"), make_category(slug="finance")
    article = make_article(headline="The story", category=category)
    Byline.objects.create(article=article, author=author, position=1)
    return {"all": "/articles/", "category": "/categories/finance/", "author": "/authors/ada-lane/"}


@pytest.mark.parametrize("name", ["all", "category", "author"])
class TestEach:
    def test_it_shows_what_belongs_to_it(self, client, lists, name):
        assert headlines(read(client.get(lists[name]))) == ["The story"]

    def test_it_leaves_out_what_is_not_public(self, client, lists, name):
        make_article(published=False, category=make_category())
        withdraw(make_article())
        assert headlines(read(client.get(lists[name]))) == ["The story"]

    def test_it_has_one_heading_of_the_first_level_and_a_title(self, client, lists, name):
        page = read(client.get(lists[name]))
        assert "".join(page.one("title").children) == f"{page.one('h1').text} · Opening Print"

    def test_it_has_the_filter_form(self, client, lists, name):
        form = read(client.get(lists[name])).one("form", "filter-form")
        assert {label.text for label in form.all("label")} >= {"Ticker", "Sentiment", "From", "To"}

    @pytest.mark.parametrize(
        "query",
        ["?sentiment=wonderful", "?ticker=NONE", "?since=never", "?older=x", "?newer=%00", "?page=x", "?%00=%ff"],
    )
    def test_the_impossible_shows_everything(self, client, lists, name, query):
        answer = client.get(lists[name] + query)
        assert answer.status_code == 200
        assert headlines(read(answer)) == ["The story"]


def test_a_card_has_category_date_headline_dek_and_tickers(client):
    article = make_article(headline="The story", dek="The dek.", category=make_category(name="Finance", slug="finance"))
    TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol="SPY"), sentiment="positive")
    card = read(client.get("/articles/")).one("article", "article-card")
    assert card.text == "Finance 10 February 2026, 14:30 ET The story The dek. SPY positive"
    assert card.links() == {
        "Finance": "/categories/finance/",
        "The story": article.get_absolute_url(),
        "SPY positive": "/tickers/NYSE:SPY/",
    }


def test_a_category_shows_its_name_and_line(client):
    make_category(name="Finance", slug="finance", description="Money, and who moves it.")
    page = read(client.get("/categories/finance/"))
    assert page.one("header", "page__header").text == "Finance Money, and who moves it."


def test_a_categorys_form_does_not_ask_for_the_category(client):
    make_category(slug="finance")
    assert "Category" not in [label.text for label in read(client.get("/categories/finance/")).all("label")]


def test_the_section_one_is_in_is_marked(client):
    make_category(name="Finance", slug="finance")
    navigation = read(client.get("/categories/finance/")).one("nav", "masthead__nav")
    assert [link.text for link in navigation.all("a", **{"aria-current": "page"})] == ["Finance"]


def test_an_author_is_introduced(client):
    make_author(name="Ada Lane", slug="ada-lane", role="Markets editor", biography="Since 2001.\n\nIn Ohio.")
    page = read(client.get("/authors/ada-lane/"))
    assert page.one("header", "page__header").text == "Ada Lane Markets editor Since 2001. In Ohio."


def test_an_empty_list_says_so(client):
    assert read(client.get("/articles/")).one("p", "empty").text == "No articles here yet."


def test_a_list_that_the_filters_emptied_says_what_to_do(client):
    make_article()
    empty = read(client.get("/articles/?sentiment=positive")).one("p", "empty")
    assert empty.text == "No articles here under these filters. Take one off above, or see them all."
    assert empty.links() == {"see them all": "/articles/"}


@pytest.mark.parametrize("address", ["/categories/none/", "/authors/none/"])
def test_an_unknown_one_is_not_found(client, address):
    assert client.get(address).status_code == 404


class TestFiltersOnThePage:
    def test_what_was_asked_stands_in_the_form(self, client):
        make_ticker(symbol="SPY")
        form = read(client.get("/articles/?ticker=spy&since=2026-02-01&sentiment=positive")).one("form", "filter-form")
        assert form.one("input", name="ticker")["value"] == "spy"
        assert form.one("input", name="since")["value"] == "2026-02-01"
        assert [option["value"] for option in form.one("select", name="sentiment").all("option", selected="")] == [
            "positive"
        ]

    def test_an_impossible_value_is_answered_beside_its_field(self, client):
        form = read(client.get("/articles/?ticker=%3Cb%3E")).one("form", "filter-form")
        wrong = form.one("div", "filter-form__field--wrong")
        assert wrong.one("p", "filter-form__error").text.startswith("There is no ticker “<b>” here.")
        assert wrong.one("input")["aria-describedby"] == wrong.one("p", "filter-form__error")["id"]
        assert wrong.one("input")["aria-invalid"] == "true"

    def test_filters_in_force_are_chips_that_take_themselves_off(self, client):
        make_ticker(symbol="SPY", exchange="NYSE")
        chips = read(client.get("/articles/?ticker=SPY&sentiment=positive")).one("ul", "chips")
        assert chips.links() == {
            "Remove the filter Ticker: NYSE:SPY \u00d7": "?sentiment=positive",
            "Remove the filter Sentiment: Positive \u00d7": "?ticker=SPY",
        }

    def test_the_form_is_open_where_a_filter_is_in_force(self, client):
        assert "open" in read(client.get("/articles/?sentiment=positive")).one("details", "filters").attributes
        assert "open" not in read(client.get("/articles/")).one("details", "filters").attributes


class TestPages:
    def follow(self, client, address: str, rel: str) -> list[list[str]]:
        pages = []
        while address:
            page = read(client.get(address))
            pages.append(headlines(page))
            links = page.all("a", rel=rel)
            address = f"/articles/{links[0]['href']}" if links else ""
        return pages

    def test_older_leads_through_every_article_once(self, client):
        stories = make_many(2 * settings.PAGE_LENGTH + 3)
        pages = self.follow(client, "/articles/", "next")
        assert [headline for page in pages for headline in page] == stories
        assert [len(page) for page in pages] == [settings.PAGE_LENGTH, settings.PAGE_LENGTH, 3]

    def test_newer_leads_back_to_where_one_was(self, client):
        stories = make_many(settings.PAGE_LENGTH + 3)
        older = read(client.get("/articles/")).one("a", rel="next")["href"]
        back = read(client.get(f"/articles/{older}")).one("a", rel="prev")["href"]
        assert headlines(read(client.get(f"/articles/{back}"))) == stories[: settings.PAGE_LENGTH]

    def test_filters_are_kept_while_paging(self, client):
        category = make_category(slug="finance")
        stories = make_many(settings.PAGE_LENGTH + 3, category=category)
        make_many(5)
        first = "/articles/?category=finance&since=2026-02-01"
        assert [headline for page in self.follow(client, first, "next") for headline in page] == stories

    def test_a_list_that_fits_has_no_pager(self, client):
        make_many(settings.PAGE_LENGTH)
        assert read(client.get("/articles/")).all("nav", "pager") == []
