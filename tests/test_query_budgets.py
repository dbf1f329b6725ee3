"""What each page asks of the database, query by query, and that more rows ask for no more queries.

A query is named by the first table it reads from. Budgets: an article page has 8, any other 12.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Article,
    Byline,
    Correction,
    FrontPageSlot,
    KeyPoint,
    PinnedRelated,
    RiskStatement,
    TickerSentiment,
)
from articles.workflow import record_all
from markets.models import Bar, MarketStripEntry
from tests.factories import (
    PUBLISHED_AT,
    make_articles,
    make_author,
    make_category,
    make_quote,
    make_risk,
    make_ticker,
)

pytestmark = pytest.mark.django_db

FEW_AND_MANY = [1, 12]
TABLE = re.compile(r'FROM "?(\w+)"?')

AROUND_THE_PAGE = "articles_category"  # sections and standing pages, together
CHOICES_OF_CATEGORY = "articles_category"  # of the filter form
CARDS = ["articles_article", "articles_tickersentiment"]  # with category; with tickers and their quotes
TICKER_BY_NAME = ["articles_ticker", "articles_ticker"]  # does somebody bear the name now; that one, with its quote

ARTICLE = [
    "articles_article",  # with its category
    "articles_byline",  # with authors
    "articles_keypoint",
    "articles_riskstatement",  # with tracked risks
    "markets_pastquote",  # the prices at publication of the article's tickers, with them and their quotes
    "articles_correction",
    "articles_pinnedrelated",  # the related ones, pinned and found and weighed, in one
    AROUND_THE_PAGE,
]
FRONT = [
    "articles_frontpageslot",
    "articles_category",  # for the blocks
    *CARDS,
    AROUND_THE_PAGE,
    "markets_marketstripentry",  # with tickers and their quotes
]
ALL_ARTICLES = [*CARDS, AROUND_THE_PAGE, CHOICES_OF_CATEGORY]
CATEGORY = ["articles_category", *CARDS, AROUND_THE_PAGE]
AUTHOR = ["articles_author", *CARDS, AROUND_THE_PAGE, CHOICES_OF_CATEGORY]
TICKERS = ["articles_ticker", AROUND_THE_PAGE]  # with their quotes
TICKER = [
    "articles_formersymbol",  # was it renamed; with the ticker and its quote
    *CARDS,
    "articles_tickersentiment",  # how many say what, by week
    "articles_risk",  # still open
    "articles_ticker",  # named beside it, with their quotes
    AROUND_THE_PAGE,
    "markets_split",  # are there any; with the days of the chart and of the year that the figures look back
    "articles_tickersentiment",  # with the articles that are marked in the chart
    CHOICES_OF_CATEGORY,
]
MARKETS = [
    "markets_quote",  # the newest price of a share
    "articles_article",  # the newest article
    "articles_ticker",  # indices and currency pairs, with their quotes
    *["markets_quote"] * 2,  # what rose, what fell
    *["articles_tickersentiment"] * 2,  # whom the articles of the day name, and of the week
    "articles_ticker",  # those, with their quotes
    "articles_tickersentiment",  # the newest article of each that moved
    AROUND_THE_PAGE,
]
RISKS = ["articles_risk", AROUND_THE_PAGE, "articles_risk"]  # how many; those of this page, with category
RISK = ["articles_risk", *CARDS, AROUND_THE_PAGE]
#: Beside what the search engine asks of its own tables.
SEARCH = [
    *TICKER_BY_NAME,  # is it a symbol that was typed
    *CARDS,
    "articles_article",  # the words that passages are cut from
    "articles_keypoint",
    "articles_riskstatement",
    "articles_category",  # names beside the counts
    "articles_ticker",
    AROUND_THE_PAGE,
    CHOICES_OF_CATEGORY,
]
FEED = [*CARDS]
ENGINE = {"articles_search", "articles_searchdocument", "met"}
CORRECTIONS = [
    "articles_standingpage",
    "articles_correction",
    "articles_article",  # theirs
    AROUND_THE_PAGE,
]
EVERY_FILTER = {
    "ticker": "SPY",
    "category": "finance",
    "sentiment": "positive",
    "since": "2026-02-01",
    "until": "2026-02-28",
}
FILTERS = [*TICKER_BY_NAME, "articles_category"]  # what the filters name


@pytest.fixture
def archive(db):
    """So many articles, each with so many tickers with quotes, risks, authors, key points and relatives."""

    def fill(number: int) -> Article:
        category = make_category(slug="finance")
        tickers = [make_ticker(symbol="SPY", exchange="NYSE"), *(make_ticker() for _ in range(number - 1))]
        for position, ticker in enumerate(tickers):
            make_quote(ticker)
            MarketStripEntry.objects.create(ticker=ticker, position=position)
        authors = [make_author() for _ in range(number)]
        risks = [make_risk(category=make_category()) for _ in range(number)]
        articles = make_articles([{"headline": "Stocks rise"}] * (number + 1), category=category)
        for model, own in (
            (TickerSentiment, lambda at: {"ticker": tickers[at], "sentiment": "positive", "listed_at": PUBLISHED_AT}),
            (RiskStatement, lambda at: {"risk": risks[at], "position": at, "text": "x", "listed_at": PUBLISHED_AT}),
            (Byline, lambda at: {"author": authors[at], "position": at, "listed_at": PUBLISHED_AT}),
            (KeyPoint, lambda at: {"position": at, "text": "x"}),
            (Correction, lambda at: {"note": "x"}),
        ):
            rows = [model(article=article, **own(at)) for article in articles for at in range(number)]
            model.objects.bulk_create(rows)
        record_all(articles)
        for position, other in enumerate(articles[1:]):
            PinnedRelated.objects.create(article=articles[0], related=other, position=position)
        for position, article in enumerate(articles[:3], start=1):
            FrontPageSlot.objects.create(article=article, position=position)
        return articles[0]

    return fill


def asked(client, address: str, **params: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, params).status_code == 200
    return [TABLE.search(query["sql"])[1] for query in queries]


@pytest.mark.parametrize("number", FEW_AND_MANY)
class TestWhateverTheNumber:
    def test_an_article_page(self, client, archive, number):
        assert asked(client, archive(number).get_absolute_url()) == ARTICLE

    def test_the_front_page(self, client, archive, number):
        archive(number)
        assert asked(client, "/") == FRONT

    def test_all_articles(self, client, archive, number):
        archive(number)
        assert asked(client, "/articles/") == ALL_ARTICLES

    def test_all_articles_under_every_filter(self, client, archive, number):
        archive(number)
        assert asked(client, "/articles/", **EVERY_FILTER) == FILTERS + ALL_ARTICLES

    def test_a_category(self, client, archive, number):
        archive(number)
        assert asked(client, "/categories/finance/") == CATEGORY

    def test_an_author(self, client, archive, number):
        author = archive(number).bylines.all()[0].author
        assert asked(client, author.get_absolute_url()) == AUTHOR

    def test_the_ticker_list(self, client, archive, number):
        archive(number)
        assert asked(client, "/tickers/") == TICKERS

    def test_a_ticker(self, client, archive, number):
        spy = archive(number).ticker_sentiments.get(ticker__symbol="SPY").ticker
        for day in range(1, number + 2):
            Bar.objects.create(ticker=spy, day=date(2026, 2, day), open=1, high=1, low=1, close=1, source="x")
        assert asked(client, "/tickers/NYSE:SPY/") == TICKER
        assert len(asked(client, "/tickers/NYSE:SPY/", **EVERY_FILTER)) == len(FILTERS[-1:] + TICKER)

    def test_the_markets(self, client, archive, number):
        archive(number)
        assert asked(client, "/markets/") == MARKETS

    def test_the_risk_register(self, client, archive, number):
        archive(number)
        assert asked(client, "/risks/") == RISKS

    def test_a_risk(self, client, archive, number):
        risk = archive(number).risk_statements.all()[0].risk
        assert asked(client, risk.get_absolute_url()) == RISK

    def test_a_search(self, client, archive, number):
        archive(number)
        everything = asked(client, "/search/", q="stocks")
        assert [table for table in everything if table not in ENGINE] == SEARCH
        assert len(everything) - len(SEARCH) <= 6  # find, count, weigh rare and common words, look closely

    def test_a_search_under_every_filter(self, client, archive, number):
        archive(number)
        everything = asked(client, "/search/", q="spy", **EVERY_FILTER)
        assert [table for table in everything if table not in ENGINE] == [*FILTERS, *SEARCH]
        # As above, and each filter that is in force is counted without itself; on PostgreSQL in two steps.
        assert len(everything) - len(SEARCH) - len(FILTERS) <= 12

    def test_a_feed_of_a_search(self, client, archive, number):
        archive(number)
        everything = asked(client, "/search/feed/", q="stocks")
        # Django asks once in a process which site this is.
        assert [table for table in everything if table not in {*ENGINE, "django_site"}] == FEED

    def test_the_corrections(self, client, archive, number):
        archive(number)
        assert asked(client, "/corrections/") == CORRECTIONS


def test_a_page_further_on_asks_no_more(client, archive, settings):
    settings.PAGE_LENGTH = 5
    archive(12)
    older = client.get("/articles/").context["page"].older
    assert asked(client, f"/articles/{older}") == ALL_ARTICLES


# Around the page; and, since nothing is here, the site and its redirect from this address.
def test_a_page_that_is_not_found_asks_for_three_things(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/none/")


@pytest.mark.parametrize(
    ("queries", "budget"),
    [
        (ARTICLE, 8),
        (FRONT, 12),
        (FILTERS + ALL_ARTICLES, 12),
        (FILTERS + CATEGORY, 12),
        (FILTERS + AUTHOR, 12),
        (TICKERS, 12),
        (FILTERS[-1:] + TICKER, 12),  # its filters do not name a ticker
        ([*TICKER, "markets_split", "articles_formersymbol"], 12),  # of one that was split, and renamed
        (MARKETS, 12),
        (RISKS, 12),
        (RISK, 12),
        (FILTERS + SEARCH, 14),
        (FEED, 12),
        (CORRECTIONS, 12),
    ],
)
def test_every_page_is_within_its_budget(queries, budget):
    assert len(queries) <= budget
