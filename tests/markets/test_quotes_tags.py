"""Where prices stand on pages, and what stands with them; never colour alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from articles.models import TickerSentiment
from markets.models import MarketStripEntry
from markets.templatetags import quotes
from tests.factories import PUBLISHED_AT, make_article, make_quote, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db
MINUS = "\u2212"


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(PUBLISHED_AT + timedelta(minutes=10), tick=False)


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY", exchange="NYSE")


def printed(ticker) -> Element:
    return read(render_to_string("markets/components/quote.html", {"ticker": ticker}))


class TestAQuote:
    def test_it_has_price_change_time_with_zone_and_source(self, spy):
        make_quote(spy, price=Decimal("693.95"), change=Decimal("3.32"), change_percent=Decimal("0.48"), source="Acme")
        assert printed(spy).text == "SPY $693.95 +3.32 (+0.48%) 10 Feb, 14:30 ET Acme"

    @pytest.mark.parametrize(
        ("change", "percent", "words"),
        [
            ("3.32", "0.48", "$10.00 +3.32 (+0.48%)"),
            ("-3.32", "-0.48", f"$10.00 {MINUS}3.32 ({MINUS}0.48%)"),
            ("10", None, "$10.00 +10.00"),
            (None, "-100", f"$10.00 {MINUS}100.00%"),
            (None, None, "$10.00"),
        ],
    )
    def test_what_is_known_of_the_change_is_printed_and_no_more(self, spy, change, percent, words):
        quote = make_quote(spy, price=Decimal(10), source="Acme")
        # Not saved: that would work out what is left open.
        quote.change, quote.change_percent = change and Decimal(change), percent and Decimal(percent)
        assert printed(spy).text == f"SPY {words} 10 Feb, 14:30 ET Acme"

    @pytest.mark.parametrize(("change", "direction"), [("1", "up"), ("-1", "down"), ("0", "flat")])
    def test_its_direction_has_a_class_and_so_an_arrow_of_its_own(self, spy, change, direction):
        make_quote(spy, change=Decimal(change), change_percent=None)
        assert printed(spy).all("span", f"quote__change--{direction}")

    def test_an_old_one_says_how_old_it_is(self, spy, time_machine):
        make_quote(spy)
        time_machine.move_to(PUBLISHED_AT + timedelta(minutes=47), tick=False)
        assert printed(spy).one("span", "quote__note").text == "last price 47 minutes old"
        time_machine.move_to(PUBLISHED_AT + timedelta(days=3), tick=False)
        assert printed(spy).one("span", "quote__note").text == "last price 3 days old"

    def test_one_of_another_year_has_its_year(self, spy):
        make_quote(spy, as_of=datetime(2025, 2, 10, 19, 30, tzinfo=UTC))
        assert printed(spy).one("time").text == "10 Feb 2025, 14:30 ET"

    def test_a_time_of_which_no_hour_is_known_is_a_day(self, spy):
        make_quote(spy, as_of=datetime(2026, 2, 10, 5, tzinfo=UTC))
        assert printed(spy).one("time").text == "10 Feb"

    def test_without_a_price_it_is_loading(self, spy):
        assert printed(spy).text == "SPY Loading quote... No price has been stored yet"

    def test_its_parts_are_named_for_what_refreshes_them(self, spy):
        make_quote(spy)
        quote = printed(spy).one("div", "quote")
        assert quote["data-quote"] == "NYSE:SPY"
        parts = [part["data-part"] for part in quote.all() if "data-part" in part.attributes]
        assert parts == ["price", "change", "when", "note", "source"]

    def test_a_price_of_many_figures_has_more_room(self, spy):
        make_quote(spy, price=Decimal("612345.67"))
        assert printed(spy).all("span", "quote__price--long")


class TestSeveralQuotes:
    def strip(self, client, *sources: str) -> Element:
        article = make_article()
        for source in sources:
            ticker = make_ticker()
            make_quote(ticker, source=source)
            TickerSentiment.objects.create(article=article, ticker=ticker)
        return read(client.get(article.get_absolute_url())).one("section", "quote-strip")

    def test_one_source_of_all_is_told_once(self, client):
        strip = self.strip(client, "Acme", "Acme")
        assert strip.one("p", "quote-strip__source").text == "Acme"
        assert not strip.all("span", "quote__source")

    def test_several_sources_are_told_with_each(self, client):
        strip = self.strip(client, "Acme", "Closing prices")
        assert [source.text for source in strip.all("span", "quote__source")] == ["Acme", "Closing prices"]
        assert not strip.all("p", "quote-strip__source")

    def test_a_price_alone_has_its_source_with_it(self, client):
        assert self.strip(client, "Acme").one("span", "quote__source").text == "Acme"


class TestACard:
    def card(self, article) -> Element:
        request = RequestFactory().get("/")
        return read(render_to_string("components/article_card.html", {"article": article}, request))

    def tagged(self, number: int, **fields):
        article = make_article()
        for _ in range(number):
            ticker = make_ticker()
            make_quote(ticker)
            TickerSentiment.objects.create(article=article, ticker=ticker, **fields)
        return article

    def test_it_has_price_percentage_and_time_of_what_it_is_about(self):
        article = make_article()
        spy = make_ticker(symbol="SPY")
        make_quote(spy, price=Decimal(10), change=None, change_percent=Decimal("0.48"))
        TickerSentiment.objects.create(article=article, ticker=spy, sentiment="positive")
        [entry] = self.card(article).one("ul", "ticker-tags").all("li")
        assert entry.text == "SPY positive $10.00 +0.48% 10 Feb, 14:30 ET"

    def test_a_ticker_that_is_only_mentioned_has_no_price(self):
        card = self.card(self.tagged(1, role="mention"))
        assert not card.all("span", "quote__price")
        assert card.one("ul", "ticker-tags").all("li")

    def test_three_prices_are_enough(self):
        card = self.card(self.tagged(5))
        assert len(card.one("ul", "ticker-tags").all("li")) == 5
        assert len(card.all("span", "quote__price")) == 3


class TestSources:
    def test_the_foot_of_a_page_names_who_says_what_prices_are(self, client):
        article = make_article()
        for source in ("Acme", "Closing prices", "Acme"):
            ticker = make_ticker()
            make_quote(ticker, source=source)
            TickerSentiment.objects.create(article=article, ticker=ticker)
        notes = read(client.get("/")).all("p", "footer__note")
        assert notes[-1].text.endswith("the name of who says so: on this page Acme; Closing prices.")

    def test_a_page_without_prices_names_nobody(self, client):
        make_article()
        assert read(client.get("/")).all("p", "footer__note")[-1].text.endswith("the name of who says so.")


class TestTheStrip:
    def strip(self) -> str:
        return render_to_string("markets/components/market_strip.html", quotes.market_strip({}))

    def test_without_entries_it_is_not_there(self):
        assert self.strip().strip() == ""

    def test_it_prints_an_entry_without_a_price_or_a_change(self):
        unknown, priced = make_ticker(symbol="AAA"), make_ticker(symbol="BBB")
        make_quote(priced, price=Decimal(5), change=None, change_percent=None)
        for position, ticker in enumerate((unknown, priced)):
            MarketStripEntry.objects.create(ticker=ticker, position=position)
        assert [entry.text for entry in read(self.strip()).all("li")] == [
            "AAA no price yet",
            "BBB $5.00 10 Feb, 14:30 ET",
        ]

    def test_an_old_price_has_its_age_in_the_place_of_its_time(self, time_machine):
        ticker = make_ticker(symbol="AAA")
        make_quote(ticker, change=None, change_percent=None)
        MarketStripEntry.objects.create(ticker=ticker, position=1)
        time_machine.move_to(PUBLISHED_AT + timedelta(days=3), tick=False)
        assert read(self.strip()).one("time").text == "last price 3 days old"

    # One query: entries with their tickers and quotes.
    @pytest.mark.parametrize("number", [1, 12])
    def test_it_is_one_query(self, number, django_assert_num_queries):
        for position in range(number):
            ticker = make_ticker()
            make_quote(ticker)
            MarketStripEntry.objects.create(ticker=ticker, position=position)
        with django_assert_num_queries(1):
            self.strip()


class TestColours:
    def page(self, client) -> Element:
        return read(client.get("/"))

    def test_a_gain_is_green_unless_the_publisher_says_otherwise(self, client):
        page = self.page(client)
        assert "data-gains" not in page.one("html").attributes
        assert page.one("button", **{"data-setting": "gains"})["data-values"] == "green red"

    def test_where_it_is_red_it_is_so_without_scripts_and_a_reader_may_still_choose(self, client, settings):
        settings.QUOTE_COLOURS = "red-up"
        page = self.page(client)
        assert page.one("html")["data-gains"] == "red"
        assert page.one("button", **{"data-setting": "gains"})["data-values"] == "red green"
