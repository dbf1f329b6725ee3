"""On an article: what its tickers cost when it was published, and what prices did since."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from articles.models import Article, TickerSentiment
from markets.at_publication import price_then
from markets.models import Bar, PastQuote, Split
from tests.factories import PUBLISHED_AT, make_article, make_quote, make_ticker
from tests.markup import read

pytestmark = pytest.mark.django_db
#: Tuesday 10 February 2026, 14:30 in New York; the exchange closes at 16:00.
MONDAY, TUESDAY = date(2026, 2, 9), date(2026, 2, 10)


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(PUBLISHED_AT + timedelta(days=3), tick=False)


@pytest.fixture
def spy():
    ticker = make_ticker(symbol="SPY", exchange="NYSE")
    make_quote(ticker, price=Decimal("110"), as_of=PUBLISHED_AT + timedelta(days=2))
    return ticker


def make_bar(ticker, day: date, close: str) -> None:
    prices = dict.fromkeys(("open", "high", "low", "close"), Decimal(close))
    Bar.objects.create(ticker=ticker, day=day, source="x", **prices)


def then(ticker, published_at: datetime = PUBLISHED_AT):
    article = make_article(published_at=published_at)
    TickerSentiment.objects.create(article=article, ticker=ticker)
    [tagged] = Article.objects.for_page().get(pk=article.pk).ticker_sentiments.all()
    return price_then(tagged, article.published_at)


def test_it_is_the_close_of_the_last_trading_day_before_publication(spy):
    make_bar(spy, MONDAY, "100")
    make_bar(spy, TUESDAY, "104")
    found = then(spy)
    assert (found.price, found.what) == ("$100.00", "close of 9 Feb")
    assert (found.since, found.direction) == ("+10.00%", "up")


def test_after_the_close_it_is_the_close_of_that_day(spy):
    make_bar(spy, MONDAY, "100")
    make_bar(spy, TUESDAY, "104")
    assert then(spy, datetime(2026, 2, 10, 21, 0, tzinfo=UTC)).price == "$104.00"


def test_a_day_ends_where_the_exchange_is():
    tokyo = make_ticker(symbol="7203", exchange="TSE", currency="JPY")
    make_bar(tokyo, MONDAY, "2800")
    make_bar(tokyo, TUESDAY, "2845")
    assert then(tokyo, datetime(2026, 2, 10, 6, 0, tzinfo=UTC)).price == "¥2,800"
    assert then(tokyo, datetime(2026, 2, 10, 7, 0, tzinfo=UTC)).price == "¥2,845"


def test_where_we_do_not_know_when_an_exchange_closes_it_is_that_of_a_day_that_is_over():
    ticker = make_ticker(exchange="NOWHERE")
    make_bar(ticker, MONDAY, "100")
    make_bar(ticker, TUESDAY, "104")
    assert then(ticker).price == "$100.00"


def test_nothing_is_said_where_we_do_not_know(spy):
    assert then(spy) is None


def test_nothing_is_said_of_a_price_from_long_before(spy):
    make_bar(spy, PUBLISHED_AT.date() - timedelta(days=9), "100")
    assert then(spy) is None


def test_nothing_is_said_of_an_article_that_is_not_public_yet(spy):
    make_bar(spy, MONDAY, "100")
    assert then(spy, PUBLISHED_AT + timedelta(days=4)) is None


def test_without_a_later_price_the_change_since_is_left_out():
    ticker = make_ticker(exchange="NYSE")
    make_quote(ticker, as_of=datetime(2026, 2, 9, 21, 0, tzinfo=UTC))
    make_bar(ticker, MONDAY, "100")
    assert (then(ticker).price, then(ticker).since) == ("$100.00", "")


class TestAQuoteOfThen:
    def test_it_goes_before_an_older_close(self, spy):
        make_bar(spy, MONDAY, "100")
        PastQuote.objects.create(ticker=spy, as_of=PUBLISHED_AT - timedelta(minutes=2), price=Decimal("88"), source="x")
        found = then(spy)
        assert (found.price, found.what, found.since) == ("$88.00", "10 Feb, 14:28 ET", "+25.00%")

    def test_one_after_publication_is_none_of_then(self, spy):
        make_bar(spy, MONDAY, "100")
        PastQuote.objects.create(ticker=spy, as_of=PUBLISHED_AT + timedelta(minutes=1), price=Decimal("88"), source="x")
        assert then(spy).price == "$100.00"

    def test_a_close_that_is_newer_goes_before_it(self, spy):
        make_bar(spy, MONDAY, "100")
        as_of = datetime(2026, 2, 9, 20, 0, tzinfo=UTC)
        PastQuote.objects.create(ticker=spy, as_of=as_of, price=Decimal("88"), source="x")
        assert then(spy).price == "$100.00"


class TestSplits:
    def test_a_price_before_a_split_is_told_in_shares_of_today(self, spy):
        make_bar(spy, MONDAY, "400")
        Split.objects.create(ticker=spy, day=date(2026, 2, 11), new_shares=4)
        found = then(spy)
        assert (found.price, found.what) == ("$100.00", "close of 9 Feb, in shares of today")
        assert found.since == "+10.00%"

    def test_several_are_taken_together_and_those_before_left_out(self, spy):
        make_bar(spy, MONDAY, "1000")
        for day, new, old in ((MONDAY, 3, 1), (TUESDAY, 20, 1), (date(2026, 2, 11), 1, 2)):
            Split.objects.create(ticker=spy, day=day, new_shares=new, old_shares=old)
        assert then(spy).price == "$100.00"

    def test_one_after_the_last_quote_is_still_to_come(self, spy):
        make_bar(spy, MONDAY, "100")
        Split.objects.create(ticker=spy, day=date(2026, 2, 13), new_shares=4)
        assert then(spy).price == "$100.00"


class TestThePage:
    def page(self, client, ticker):
        article = make_article()
        TickerSentiment.objects.create(article=article, ticker=ticker)
        return read(client.get(article.get_absolute_url()))

    def test_it_stands_with_the_price_and_says_which_price_it_is(self, client, spy):
        make_bar(spy, MONDAY, "100")
        told = self.page(client, spy).one("span", "quote__then")
        assert told.text == "At publication $100.00 (close of 9 Feb), since then +10.00%"
        assert told.one("span", "quote__change--up")["data-since"] == "100.000000"

    def test_it_is_not_there_where_it_is_not_known(self, client, spy):
        assert not self.page(client, spy).all("span", "quote__then")
