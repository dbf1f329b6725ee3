"""The standing pages, the front page as it is printed, and robots.txt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from articles.choices import PageSlug
from articles.models import Correction, StandingPage, TickerSentiment
from articles.workflow import withdraw
from markets.models import MarketStripEntry
from tests.factories import PUBLISHED_AT, make_article, make_category, make_quote, make_ticker
from tests.markup import read

pytestmark = pytest.mark.django_db


class TestStandingPages:
    @pytest.mark.parametrize("slug", PageSlug.values)
    def test_each_is_there_from_the_start(self, client, slug):
        page = read(client.get(f"/{slug}/"))
        assert page.one("h1").text == PageSlug(slug).label
        assert len(page.one("div", "prose").text) > 100

    def test_it_shows_what_was_written_in_the_admin(self, client):
        StandingPage.objects.filter(slug="about").update(title="Who we are", body="<h2>We</h2><p>are a paper.</p>")
        page = read(client.get("/about/"))
        assert (page.one("h1").text, page.one("div", "prose").text) == ("Who we are", "We are a paper.")

    def test_each_is_linked_from_the_footer_of_every_page(self, client):
        links = read(client.get("/")).one("footer", "footer").links()
        assert set(links.values()) >= {f"/{slug}/" for slug in PageSlug.values}

    def test_one_that_was_deleted_is_not_found(self, client):
        StandingPage.objects.filter(slug="privacy").delete()
        assert client.get("/privacy/").status_code == 404


class TestCorrections:
    def corrections(self, client, query: str = ""):
        return read(client.get(f"/corrections/{query}")).one("ul", "correction-list").all("li")

    def correct(self, note: str, hours: int = 0, article=None):
        at = PUBLISHED_AT + timedelta(hours=hours)
        return Correction.objects.create(article=article or make_article(), note=note, at=at)

    def test_the_newest_stands_first(self, client):
        for hours, note in ((1, "Older"), (2, "Newer")):
            self.correct(note, hours)
        assert [item.all("p")[-1].text for item in self.corrections(client)] == ["Newer", "Older"]

    def test_each_says_what_when_and_where(self, client):
        article = make_article(headline="Stocks rise")
        self.correct("It was Monday.", article=article)
        [item] = self.corrections(client)
        assert item.text == "Correction · 10 February 2026, 14:30 ET Stocks rise It was Monday."
        assert item.links() == {"Stocks rise": article.get_absolute_url()}

    def test_those_of_articles_that_are_not_public_are_left_out(self, client):
        article = make_article()
        self.correct("Hidden", article=article)
        withdraw(article)
        assert [item.text for item in self.corrections(client)] == ["Nothing has needed correcting yet."]

    def test_fifty_stand_on_a_page_and_older_ones_on_the_next(self, client):
        article = make_article()
        for number in range(51):
            self.correct(f"No. {number}", article=article)  # all in one moment: the key decides
        assert len(self.corrections(client)) == 50
        older = read(client.get("/corrections/")).one("nav", "pager").links()["Older \u2192"]
        [last] = self.corrections(client, older)
        assert last.all("p")[-1].text == "No. 0"
        newer = read(client.get(f"/corrections/{older}")).one("nav", "pager").links()["\u2190 Newer"]
        assert len(self.corrections(client, newer)) == 50

    @pytest.mark.parametrize("asked", ["older=x", "older=0-0", "newer=9-9", "page=2"])
    def test_a_place_that_cannot_be_is_the_first_page(self, client, asked):
        self.correct("One")
        assert len(self.corrections(client, f"?{asked}")) == 1

    def test_one_that_was_amended_says_when(self, client):
        self.correct("It was Tuesday.", article=make_article(headline="Stocks rise"))
        Correction.objects.update(amended_at=PUBLISHED_AT + timedelta(hours=1))
        [item] = self.corrections(client)
        assert item.all("p")[-1].text == "Amended 10 February 2026, 15:30 ET"

    def test_other_pages_have_no_such_list(self, client):
        assert read(client.get("/about/")).all("ul", "correction-list") == []


class TestFrontPage:
    def test_without_a_story_it_says_where_editors_begin(self, client):
        assert read(client.get("/")).one("p", "empty").links() == {"the newsroom": "/admin/"}

    def test_it_has_masthead_strip_top_river_and_blocks_in_order(self, client):
        MarketStripEntry.objects.create(ticker=make_ticker(), position=1)
        category = make_category(name="Finance", slug="finance")
        for number in range(20):
            make_article(category=category, published_at=PUBLISHED_AT - timedelta(hours=number))
        main = read(client.get("/")).one("main")
        parts = [part for part in main.children if not isinstance(part, str)]
        assert [(part.tag, *part.classes) for part in parts] == [
            ("h1", "visually-hidden"),
            ("ul", "market-strip"),
            ("section", "front__top"),
            ("section", "front__river"),
            ("section", "front__block"),
        ]

    def test_the_masthead_has_the_newsrooms_date(self, client):
        with time_machine.travel(datetime(2026, 2, 11, 3, 0, tzinfo=UTC), tick=False):
            masthead = read(client.get("/")).one("header", "masthead")
        assert masthead.one("p", "masthead__date").text == "Tuesday, 10 February 2026"

    def test_the_masthead_links_every_section(self, client):
        make_category(name="Finance", slug="finance")
        links = read(client.get("/")).one("nav", "masthead__nav").links()
        assert links == {
            "Finance": "/categories/finance/",
            "Market data": "/markets/",
            "Tickers": "/tickers/",
            "Risks": "/risks/",
            "Latest": "/articles/",
        }

    def test_the_strip_has_the_chosen_tickers_in_their_order(self, client):
        for position, symbol in ((2, "QQQ"), (1, "SPY")):
            ticker = make_ticker(symbol=symbol, exchange="NYSE")
            make_quote(ticker, price=Decimal("10"), change=Decimal("-1"), change_percent=Decimal("-9.09"))
            MarketStripEntry.objects.create(ticker=ticker, position=position)
        with time_machine.travel(PUBLISHED_AT, tick=False):
            entries = read(client.get("/")).one("ul", "market-strip").all("li")
        printed = "$10.00 \u22129.09% 10 Feb, 14:30 ET"
        assert [entry.text for entry in entries] == [f"SPY {printed}", f"QQQ {printed}"]

    def test_a_story_in_the_river_has_time_headline_dek_and_tickers(self, client):
        category = make_category(name="Finance")
        for _ in range(3):
            make_article(category=category)
        article = make_article(
            headline="Story", dek="The dek.", category=category, published_at=PUBLISHED_AT - timedelta(days=1)
        )
        TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol="SPY"), sentiment="positive")
        river = read(client.get("/")).one("section", "front__river")
        assert river.one("article").text == "Finance 9 February 2026, 14:30 ET Story The dek. SPY positive"

    def test_no_story_is_linked_twice(self, client):
        category = make_category()
        for _ in range(30):
            make_article(category=category)
        page = read(client.get("/")).one("main")
        links = [link["href"] for link in page.all("a") if link["href"].startswith("/articles/2026")]
        assert len(links) == len(set(links)) == 3 + 12 + 4


class TestRobots:
    def test_it_is_plain_text(self, client):
        assert client.get("/robots.txt").headers["Content-Type"] == "text/plain; charset=utf-8"

    @pytest.mark.parametrize("path", ["/admin/", "/search/", "/quotes/"])
    def test_it_keeps_crawlers_from_what_is_endless_or_not_for_them(self, client, path):
        assert f"Disallow: {path}" in client.get("/robots.txt").text.splitlines()

    def test_it_keeps_them_from_nothing_else(self, client):
        assert client.get("/robots.txt").text.count("Disallow") == 3
