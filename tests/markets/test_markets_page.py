"""The markets page: who rose, who fell, whom was written about, indices and currencies."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from articles.choices import TickerKind
from articles.models import TickerSentiment
from articles.workflow import record
from tests.factories import PUBLISHED_AT, make_article, make_quote, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2026-02-10T12:00-05:00")


def quoted(symbol: str, percent: str | None, kind: str = TickerKind.EQUITY, **fields):
    ticker = make_ticker(symbol=symbol, name=f"{symbol} Inc", kind=kind)
    change = None if percent is None else Decimal(percent)
    make_quote(ticker, change=None, change_percent=change, **fields)
    return ticker


def write(*tickers, sentiment="neutral", **fields):
    article = make_article(**fields)
    for ticker in tickers:
        TickerSentiment.objects.create(article=article, ticker=ticker, sentiment=sentiment)
    record(article)
    return article


def page_of(client, query: str = "") -> Element:
    response = client.get(f"/markets/{query}")
    assert response.status_code == 200
    return read(response)


def part(page: Element, name: str) -> Element:
    [found] = [section for section in page.all("section", "market-table") if section["aria-labelledby"] == name]
    return found


def symbols(page: Element, name: str) -> list[str]:
    return [link.text for link in part(page, name).all("a", "market-table__symbol")]


def test_what_rose_and_what_fell_by_how_much(client):
    for symbol, percent in (("A", "1"), ("B", "3"), ("C", "-2"), ("D", "-5"), ("E", "0"), ("F", None)):
        quoted(symbol, percent)
    page = page_of(client)
    assert symbols(page, "gainers") == ["B", "A"]
    assert symbols(page, "losers") == ["D", "C"]


def test_a_row_has_name_price_and_change(client):
    quoted("A", "1", price=Decimal("10.50"))
    row = part(page_of(client), "gainers").one("tbody").one("tr")
    assert row.text == "A A Inc $10.50 +1.00%"


def test_only_the_newest_day_counts_and_the_page_names_it(client):
    quoted("OLD", "9", as_of=PUBLISHED_AT - timedelta(days=1))
    quoted("NEW", "1", as_of=PUBLISHED_AT)
    page = page_of(client)
    assert symbols(page, "gainers") == ["NEW"]
    assert page.one("h2", id="movers").text == "What moved on Tuesday, 10 February 2026"


def test_of_today_the_page_says_so(client):
    with time_machine.travel(NOON, tick=False):
        quoted("NEW", "1", as_of=NOON)
        assert page_of(client).one("h2", id="movers").text == "What moved today, Tuesday, 10 February 2026"


def test_neither_indices_nor_currencies_nor_what_is_listed_no_more_are_movers(client):
    quoted("IX", "5", TickerKind.INDEX)
    quoted("FX", "5", TickerKind.CURRENCY_PAIR)
    gone = quoted("GONE", "5")
    gone.active = False
    gone.save()
    quoted("A", "1")
    assert symbols(page_of(client), "gainers") == ["A"]


def test_the_newest_article_about_a_mover_stands_under_it_with_its_sentiment(client):
    ticker = quoted("A", "4")
    write(ticker, headline="Before", published_at=PUBLISHED_AT - timedelta(days=2))
    write(ticker, headline="Orders doubled", sentiment="positive")
    write(ticker, headline="Not yet", published=False)
    mentioned = write(headline="All that moved", published_at=PUBLISHED_AT + timedelta(hours=1))
    TickerSentiment.objects.create(article=mentioned, ticker=ticker, role="mention")
    record(mentioned)
    told = part(page_of(client), "gainers").one("tr", "market-table__told")
    assert told.text == "positive: Orders doubled 10 February 2026"


def test_an_article_stands_under_one_mover_and_the_next_has_its_own_of_before(client):
    first, second = quoted("A", "4"), quoted("B", "3")
    write(second, headline="New works", published_at=PUBLISHED_AT - timedelta(days=1))
    write(first, second, headline="Two orders doubled")
    told = part(page_of(client), "gainers").all("tr", "market-table__told")
    assert [row.one("a").text for row in told] == ["neutral: Two orders doubled", "neutral: New works"]


def test_it_is_said_until_when_the_prices_are_and_at_the_foot_whose(client):
    quoted("A", "1", source="Acme")
    quoted("B", "2", source="Closing prices", as_of=PUBLISHED_AT - timedelta(hours=1))
    page = page_of(client)
    assert part(page, "gainers").one("p", "market-table__from").text == "Prices until 10 February 2026, 14:30 ET."
    assert "on this page Closing prices; Acme" in page.one("footer").text


def test_the_most_covered_of_the_newest_day_and_of_its_week_with_what_was_said(client):
    one, two = make_ticker(symbol="ONE"), make_ticker(symbol="TWO")
    write(one, sentiment="positive")
    for days in (1, 2, 3):
        write(two, published_at=PUBLISHED_AT - timedelta(days=days), sentiment="negative")
    write(two, published_at=PUBLISHED_AT - timedelta(days=7))
    page = page_of(client)
    assert symbols(page, "today") == ["ONE"]
    assert symbols(page, "week") == ["TWO", "ONE"]
    assert part(page, "week").one("tbody").all("tr")[0].text == "TWO " + two.name + " 3 3 negative \u2013"
    assert [part(page, name).one("h3").text for name in ("today", "week")] == [
        "On 10 February 2026",
        "In the week to 10 February 2026",
    ]


def test_what_was_published_today_is_called_today(client):
    with time_machine.travel(NOON, tick=False):
        write(make_ticker(), published_at=NOON - timedelta(hours=1))
        page = page_of(client)
    assert [part(page, name).one("h3").text for name in ("today", "week")] == ["Today", "In the last seven days"]


def test_indices_and_currencies_have_name_level_change_and_time(client):
    quoted("IX", "0.5", TickerKind.INDEX, price=Decimal(5000))
    quoted("EURUSD", "-0.5", TickerKind.CURRENCY_PAIR, price=Decimal(2))
    make_ticker(symbol="NONE", name="Unpriced", kind=TickerKind.INDEX)
    with time_machine.travel(PUBLISHED_AT + timedelta(minutes=1), tick=False):
        page = page_of(client)
    rows = [row.text for row in part(page, "indices").one("tbody").all("tr")]
    assert rows == ["IX Inc 10 Feb, 14:30 ET 5,000.00 +0.50%", "Unpriced \u2013 \u2013"]
    assert part(page, "currencies").one("tbody").text.startswith("EURUSD Inc")


def test_without_prices_articles_and_indices_each_part_says_so(client):
    said = [one.text for one in page_of(client).all("p", "empty")]
    assert said == [
        "No share has a price yet. When prices come in, those that moved most stand here.",
        "Nothing has been published yet.",
        "No index is followed here yet.",
        "No currency is followed here yet.",
    ]


def test_where_nothing_fell_it_is_said(client):
    quoted("A", "1")
    assert part(page_of(client), "losers").one("p", "empty").text == "No share has fallen."


class TestSorting:
    @pytest.fixture
    def three(self):
        quoted("A", "1", price=Decimal(30))
        quoted("B", "3", price=Decimal(10))
        quoted("C", "2", price=Decimal(20))

    @pytest.mark.parametrize(
        ("query", "order"),
        [
            ("", "BCA"),
            ("?gainers=change", "ACB"),
            ("?gainers=ticker", "ABC"),
            ("?gainers=-ticker", "CBA"),
            ("?gainers=price", "BCA"),
            ("?gainers=-price", "ACB"),
            ("?gainers=articles", "BCA"),
            ("?gainers=%00", "BCA"),
            ("?losers=ticker", "BCA"),
        ],
    )
    def test_the_address_says_by_what(self, client, three, query, order):
        assert "".join(symbols(page_of(client, query), "gainers")) == order

    def test_the_header_says_which_way_and_its_links_sort(self, client, three):
        heads = part(page_of(client), "gainers").one("thead").all("th")
        assert [head.attributes.get("aria-sort") for head in heads] == [None, None, "descending"]
        assert part(page_of(client), "gainers").one("thead").links() == {
            "Ticker": "?gainers=ticker#gainers",
            "Price": "?gainers=-price#gainers",
            "Change": "?gainers=change#gainers",
        }

    def test_the_link_of_the_column_turns_the_order_round_and_leads_back_to_the_plain_address(self, client, three):
        heads = part(page_of(client, "?gainers=change&week=ticker"), "gainers").one("thead")
        assert heads.links()["Change"] == "?week=ticker#gainers"
        assert [head.attributes.get("aria-sort") for head in heads.all("th")] == [None, None, "ascending"]

    def test_what_has_no_price_stands_last_either_way(self, client):
        quoted("IX", "1", TickerKind.INDEX)
        make_ticker(symbol="NONE", kind=TickerKind.INDEX, name="A first name")
        for query in ("?indices=price", "?indices=-price"):
            rows = [row.one("th").text for row in part(page_of(client, query), "indices").one("tbody").all("tr")]
            assert rows[-1] == "A first name"


def test_the_exchanges_of_the_page_say_whether_they_are_open(client):
    quoted("A", "1")
    ticker = quoted("B", "2")
    ticker.exchange = "NASDAQ"
    ticker.save()
    with time_machine.travel(NOON, tick=False):
        states = page_of(client).one("ul", "exchange-states")
    assert [state.text for state in states.all("li")] == ["Nasdaq and NYSE open · closes 16:00 ET"]


def test_it_is_kept_under_the_names_of_what_it_shows(client):
    ticker = quoted("A", "4")
    article = write(ticker, headline="Orders doubled")
    kept = set(client.get("/markets/").headers["Surrogate-Key"].split())
    assert kept >= {"quotes", "tickers", "latest", f"article-{article.pk}"}


def test_every_page_leads_there(client):
    assert read(client.get("/")).one("nav", "masthead__nav").links()["Market data"] == "/markets/"
