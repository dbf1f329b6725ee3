"""What was written of a ticker by week, and beside which others."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from articles import coverage
from articles.coverage import Week
from articles.models import TickerSentiment
from articles.workflow import record
from tests.factories import make_article, make_quote, make_ticker
from tests.markup import read

pytestmark = pytest.mark.django_db
#: A Wednesday.
NOW = datetime.fromisoformat("2026-02-11T12:00-05:00")


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY", exchange="NYSE")


def tag(*tickers, at: str = "2026-02-11T09:00-05:00", sentiment: str = "neutral", **fields):
    article = make_article(published_at=datetime.fromisoformat(at), **fields)
    for ticker in tickers:
        TickerSentiment.objects.create(article=article, ticker=ticker, sentiment=sentiment)
    record(article)
    return article


class TestByWeek:
    def test_there_are_52_weeks_from_monday_the_oldest_first_with_this_one_last(self, spy):
        weeks = coverage.by_week(spy)
        assert len(weeks) == 52
        assert (weeks[0].monday, weeks[-1]) == (date(2025, 2, 17), Week(date(2026, 2, 9)))

    def test_each_week_counts_what_its_articles_say(self, spy):
        tag(spy, sentiment="positive")
        tag(spy, sentiment="positive")
        tag(spy, at="2026-02-03T09:00-05:00", sentiment="negative")
        assert coverage.by_week(spy)[-2:] == [Week(date(2026, 2, 2), 0, 0, 1), Week(date(2026, 2, 9), 2, 0, 0)]

    @pytest.mark.parametrize(
        ("at", "monday"),
        [
            ("2026-02-08T23:59-05:00", date(2026, 2, 2)),
            ("2026-02-09T00:00-05:00", date(2026, 2, 9)),
            ("2025-07-14T03:59+00:00", date(2025, 7, 7)),  # midnight in New York, in summer
            ("2025-07-14T04:00+00:00", date(2025, 7, 14)),
            ("2025-02-17T00:00-05:00", date(2025, 2, 17)),
        ],
    )
    def test_a_week_begins_at_midnight_where_the_newsroom_is(self, spy, at, monday):
        tag(spy, at=at)
        assert [week.monday for week in coverage.by_week(spy) if week.number] == [monday]

    def test_older_later_and_withdrawn_articles_and_those_of_others_do_not_count(self, spy):
        tag(spy, at="2025-02-16T23:59-05:00")
        tag(spy, at="2026-02-11T12:01-05:00")
        tag(make_ticker())
        assert not any(week.number for week in coverage.by_week(spy))

    def test_it_is_one_query(self, spy, django_assert_num_queries):
        tag(spy)
        with django_assert_num_queries(1):
            coverage.by_week(spy)


class TestBars:
    def test_positive_stands_above_the_line_negative_below_and_neutral_on_it(self):
        drawn = coverage.bars([Week(date(2026, 2, 2), 1, 0, 0), Week(date(2026, 2, 9), 0, 2, 1)])
        assert (drawn.width, drawn.height, drawn.line) == (12, 63, 21.0)
        assert drawn.positive == "M1 0.0h4v21.0h-4z"
        assert drawn.neutral == "M7 0.0h4v42.0h-4z"
        assert drawn.negative == "M7 42.0h4v21.0h-4z"

    def test_a_single_article_is_no_tower(self):
        assert coverage.bars([Week(date(2026, 2, 9), 1, 0, 0)]).height == 21

    def test_many_fit_into_the_height(self):
        drawn = coverage.bars([Week(date(2026, 2, 9), 300, 0, 100)])
        assert (drawn.height, drawn.line) == (84, 63.0)

    def test_nothing_is_no_drawing(self):
        assert coverage.bars([Week(date(2026, 2, 9))]) is None


class TestPeers:
    def test_who_is_named_beside_it_most_stands_first_with_the_number(self, spy):
        often, once = make_ticker(symbol="OFTEN"), make_ticker(symbol="ONCE")
        tag(spy, often, once)
        tag(spy, often)
        tag(often, once)
        assert [(peer.symbol, peer.together) for peer in coverage.peers(spy)] == [("OFTEN", 2), ("ONCE", 1)]

    def test_neither_who_is_listed_no_more_nor_what_is_not_public_counts(self, spy):
        tag(spy, make_ticker(active=False))
        tag(spy, make_ticker(), at="2026-02-12T09:00-05:00")
        assert coverage.peers(spy) == []

    def test_it_is_one_query_with_their_quotes(self, spy, django_assert_num_queries):
        for _ in range(3):
            peer = make_ticker()
            make_quote(peer)
            tag(spy, peer)
        with django_assert_num_queries(1):
            assert [peer.quote.price for peer in coverage.peers(spy)]


class TestPage:
    def page(self, client):
        return read(client.get("/tickers/NYSE:SPY/"))

    def test_the_weeks_are_a_table_too_each_leading_to_its_articles(self, client, spy):
        tag(spy, sentiment="positive", headline="This week")
        tag(spy, at="2026-02-03T09:00-05:00", sentiment="negative", headline="The week before")
        table = self.page(client).one("table", "sentiment-weeks__table")
        assert [row.text for row in table.one("tbody").all("tr")] == ["9 Feb 2026 1 0 0", "2 Feb 2026 0 0 1"]
        week = read(client.get("/tickers/NYSE:SPY/" + table.links()["2 Feb 2026"]))
        assert [heading.text for heading in week.all("h2", "article-card__headline")] == ["The week before"]

    def test_without_articles_there_is_no_drawing(self, client, spy):
        assert not self.page(client).all("figure", "sentiment-weeks")

    def test_a_peer_leads_to_its_page_and_to_what_names_both(self, client, spy):
        peer = make_ticker(symbol="QQQ", exchange="NASDAQ", name="A fund")
        make_quote(peer, as_of=NOW - timedelta(minutes=1))
        tag(spy, peer, headline="Both of them")
        tag(spy, headline="One of them")
        one = self.page(client).one("li", "peers__one")
        assert one.text == "QQQ A fund $100.00 +1.01% 1 article with SPY and QQQ"
        assert one.links()["QQQ"] == "/tickers/NASDAQ:QQQ/"
        found = read(client.get(one.links()["1 article with SPY and QQQ"]))
        assert [heading.text for heading in found.all("h2", "article-card__headline")] == ["Both of them"]

    def test_the_exchange_says_whether_it_is_open(self, client, spy):
        assert self.page(client).one("p", "exchange-state").text == "NYSE open · closes 16:00 ET"

    def test_of_a_market_whose_hours_we_do_not_know_nothing_is_said(self, client):
        make_ticker(symbol="EURUSD", exchange="FX")
        assert not read(client.get("/tickers/FX:EURUSD/")).all("p", "exchange-state")
