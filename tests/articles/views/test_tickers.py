"""The ticker list and a ticker's page."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from articles.models import RiskStatement, TickerSentiment
from articles.views import tickers
from articles.workflow import withdraw
from tests.factories import PUBLISHED_AT, make_article, make_category, make_quote, make_risk, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db


class TestList:
    def symbols(self, client, query: str = "") -> list[str]:
        return [row.text for row in read(client.get(f"/tickers/{query}")).all("th", scope="row")]

    @pytest.fixture
    def some(self):
        make_ticker(symbol="SPY", name="An S&P 500 fund", kind="etf")
        make_ticker(symbol="AAPL", exchange="NASDAQ", name="Apple")
        make_ticker(symbol="APLE", name="A hotel trust")
        make_ticker(symbol="GONE", active=False)

    def test_active_tickers_stand_a_to_z(self, client, some):
        assert self.symbols(client) == ["AAPL", "APLE", "SPY"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?q=ap", ["AAPL", "APLE"]),
            ("?q=apple", ["AAPL"]),
            ("?q=$spy", ["SPY"]),
            ("?q=S%26P", ["SPY"]),
            ("?q=gone", []),
            ("?q=%25", []),
            ("?q=%00", ["AAPL", "APLE", "SPY"]),
            ("?letter=A", ["AAPL", "APLE"]),
            ("?letter=s", ["SPY"]),
            ("?letter=SPY", ["AAPL", "APLE", "SPY"]),
            ("?letter=%C3%A9", ["AAPL", "APLE", "SPY"]),
            ("?letter=A&q=hotel", ["APLE"]),
            ("?after=NASDAQ:AAPL", ["APLE", "SPY"]),
            ("?after=AAPL", ["AAPL", "APLE", "SPY"]),
            ("?after=%3Cb%3E", ["AAPL", "APLE", "SPY"]),
        ],
    )
    def test_it_is_searched_by_symbol_name_and_letter(self, client, some, query, found):
        assert self.symbols(client, query) == found

    def test_a_row_has_price_change_time_exchange_and_kind(self, client):
        ticker = make_ticker(symbol="SPY", name="A fund", kind="etf")
        make_quote(ticker, price=Decimal("693.95"), change_percent=Decimal("0.48"))
        with time_machine.travel(PUBLISHED_AT, tick=False):
            [row] = read(client.get("/tickers/")).one("tbody").all("tr")
        assert row.text == "SPY A fund $693.95 +0.48% 10 Feb, 14:30 ET NYSE ETF"

    def test_a_ticker_without_a_price_says_so(self, client, some):
        assert "no price yet" in read(client.get("/tickers/")).text

    def test_a_list_without_a_match_says_what_to_do(self, client, some):
        empty = read(client.get("/tickers/?q=zinc")).one("p", "empty")
        assert empty.links() == {"See them all": "/tickers/", "search the articles": "/search/?q=zinc"}

    def test_every_page_leads_to_the_next_even_between_listings_of_one_symbol(self, client, monkeypatch):
        monkeypatch.setattr(tickers, "PAGE", 2)
        for exchange in ("ASX", "LSE", "NYSE"):
            make_ticker(symbol="SPY", exchange=exchange)
        make_ticker(symbol="TLT")
        seen, query = [], ""
        while True:
            page = read(client.get(f"/tickers/{query}"))
            seen += [link["href"] for link in page.one("tbody").all("a")]
            if not (older := page.all("a", rel="next")):
                break
            query = older[0]["href"]
        assert seen == ["/tickers/ASX:SPY/", "/tickers/LSE:SPY/", "/tickers/NYSE:SPY/", "/tickers/NYSE:TLT/"]


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY", exchange="NYSE", name="An S&P 500 fund", kind="etf")


def tagged(ticker, headline: str = "Story", **fields):
    given = {name: fields.pop(name) for name in ("sentiment", "role") if name in fields}
    article = make_article(headline=headline, **fields)
    TickerSentiment.objects.create(article=article, ticker=ticker, **given)
    return article


def page_of(client, query: str = "") -> Element:
    return read(client.get(f"/tickers/NYSE:SPY/{query}"))


def headlines(page: Element) -> list[str]:
    return [heading.text for heading in page.all("h2", "article-card__headline")]


class TestPage:
    def test_it_says_what_is_quoted_where(self, client, spy):
        assert page_of(client).one("header", "page__header").text == "NYSE:SPY · ETF An S&P 500 fund"

    def test_it_shows_the_quote_with_time_and_source(self, client, spy):
        make_quote(spy, price=Decimal("693.95"), change=Decimal("3.32"), change_percent=Decimal("0.48"), source="Acme")
        with time_machine.travel(PUBLISHED_AT, tick=False):
            quote = page_of(client).one("div", "quote")
        assert quote.text == "SPY $693.95 +3.32 (+0.48%) 10 Feb, 14:30 ET Acme"

    def test_without_a_quote_it_is_loading(self, client, spy):
        assert "Loading quote..." in page_of(client).one("div", "quote").text

    def test_it_lists_the_articles_about_it(self, client, spy):
        tagged(spy, "About it")
        make_article(headline="About something else")
        withdraw(tagged(spy, "Withdrawn"))
        assert headlines(page_of(client)) == ["About it"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Subject", "Mention"]),
            ("?role=subject", ["Subject"]),
            ("?role=mention", ["Mention"]),
            ("?role=x", ["Subject", "Mention"]),
        ],
    )
    def test_they_are_told_apart_by_subject_and_mention(self, client, spy, query, found):
        tagged(spy, "Mention", role="mention")
        tagged(spy, "Subject", role="subject")
        assert headlines(page_of(client, query)) == found

    def test_a_sentiment_filter_asks_for_its_own_sentiment(self, client, spy):
        article = tagged(spy, "Good for it", sentiment="positive")
        TickerSentiment.objects.create(article=article, ticker=make_ticker(), sentiment="negative")
        assert headlines(page_of(client, "?sentiment=positive")) == ["Good for it"]
        assert headlines(page_of(client, "?sentiment=negative")) == []

    def test_the_role_is_kept_by_the_filter_form(self, client, spy):
        form = page_of(client, "?role=mention").one("form", "filter-form")
        assert form.one("input", name="role")["value"] == "mention"

    def test_it_counts_the_sentiment_of_twelve_months(self, client, spy):
        for sentiment, number in (("positive", 2), ("negative", 1)):
            for _ in range(number):
                tagged(spy, sentiment=sentiment, published_at=timezone.now() - timedelta(days=1))
        tagged(spy, sentiment="neutral", published_at=timezone.now() - timedelta(days=400))
        tagged(spy, sentiment="neutral", published_at=timezone.now() + timedelta(days=1))
        tally = page_of(client).one("dl", "tally")
        assert [row.text for row in tally.all("div")] == ["positive 2", "neutral 0", "negative 1"]

    def test_it_lists_the_open_risks_of_its_articles(self, client, spy):
        for position, status in enumerate(("open", "averted", "rising", "materialised"), start=1):
            article = tagged(spy)
            risk = make_risk(title=f"A risk that is {status}", status=status)
            RiskStatement.objects.create(article=article, risk=risk, position=position, text="x")
        section = page_of(client).one("section", **{"aria-labelledby": "open-risks"})
        assert [item.text for item in section.all("li")] == ["Rising A risk that is rising", "Open A risk that is open"]

    def test_a_risk_of_an_article_that_is_not_public_is_not_listed(self, client, spy):
        article = tagged(spy)
        RiskStatement.objects.create(article=article, risk=make_risk(), position=1, text="x")
        withdraw(article)
        assert "Open risks" not in page_of(client).text

    def test_an_inactive_one_has_a_page_that_says_so(self, client):
        make_ticker(symbol="SPY", exchange="NYSE", active=False)
        assert "not in our directory of listed symbols" in page_of(client).one("header", "page__header").text

    def test_a_name_is_optional(self, client):
        make_ticker(symbol="SPY", exchange="NYSE", name="")
        assert page_of(client).one("h1").text == "SPY"

    def test_it_names_its_canonical_address(self, client, spy, settings):
        canonical = page_of(client, "?sentiment=positive").one("link", rel="canonical")["href"]
        assert canonical == f"{settings.SITE_URL}/tickers/NYSE:SPY/"

    def test_filters_are_kept_while_paging(self, client, spy, settings):
        settings.PAGE_LENGTH = 2
        category = make_category(slug="finance")
        for number in range(3):
            tagged(spy, f"Story {number}", category=category, role="mention")
        tagged(spy, "Another")
        first = page_of(client, "?category=finance&role=mention")
        assert headlines(first) == ["Story 2", "Story 1"]
        assert headlines(page_of(client, first.one("a", rel="next")["href"])) == ["Story 0"]
