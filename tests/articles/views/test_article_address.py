"""An article's address: corrected where the date is wrong, gone where it was withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.workflow import rename, schedule, unschedule, withdraw
from tests.factories import make_article, make_category, make_ticker
from tests.markup import read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("date", ["2026/02/11", "2025/02/10", "2026/2/10", "2026/02/010", "2026/13/99", "1/1/1"])
def test_a_wrong_date_is_corrected_for_good(client, date):
    make_article(slug="stocks-rise")
    answer = client.get(f"/articles/{date}/stocks-rise/")
    assert (answer.status_code, answer.url) == (301, "/articles/2026/02/10/stocks-rise/")


def test_a_wrong_slug_is_not_found(client):
    make_article(slug="stocks-rise")
    assert client.get("/articles/2026/02/10/stocks-fall/").status_code == 404


def test_a_draft_is_not_found(client):
    make_article(published=False, slug="stocks-rise")
    assert client.get("/articles/2026/02/10/stocks-rise/").status_code == 404


def test_a_scheduled_article_opens_at_its_second(client):
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    address = article.get_absolute_url()
    with time_machine.travel(article.published_at - timedelta(seconds=1), tick=False):
        assert client.get(address).status_code == 404
    with time_machine.travel(article.published_at, tick=False):
        assert client.get(address).status_code == 200


def test_a_withdrawn_article_is_gone_and_says_so(client):
    article = make_article()
    withdraw(article)
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "This article was withdrawn" in read(answer).one("h1").text
    assert "We published it here and have taken it back." in read(answer).text


def test_what_was_taken_off_the_schedule_was_never_here(client):
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    address = article.get_absolute_url()
    unschedule(article)
    assert client.get(address).status_code == 404


def test_the_page_of_a_withdrawn_article_shows_none_of_it(client):
    article = make_article(headline="A mistaken headline", body="<p>Mistaken words.</p>")
    withdraw(article)
    assert "istaken" not in read(client.get(article.get_absolute_url())).text


def test_the_page_of_a_withdrawn_article_has_a_search_box(client):
    article = make_article()
    withdraw(article)
    assert read(client.get(article.get_absolute_url())).one("form", "search-box")["action"] == "/search/"


def test_a_changed_slug_leaves_a_redirect(client):
    article = make_article(slug="old")
    before = article.get_absolute_url()
    article.slug = "new"
    article.save()
    rename(article, before)
    answer = client.get(before)
    assert (answer.status_code, answer.url) == (301, "/articles/2026/02/10/new/")


def test_a_changed_category_leaves_a_redirect(client):
    category = make_category(slug="old")
    category.slug = "new"
    category.save()
    rename(category, "/categories/old/")
    answer = client.get("/categories/old/")
    assert (answer.status_code, answer.url) == (301, "/categories/new/")


class TestTicker:
    """`/tickers/...`: whichever way it is written, it leads to one page."""

    @pytest.fixture
    def spy(self):
        return make_ticker(symbol="SPY", exchange="NYSE")

    @pytest.mark.parametrize("written", ["SPY", "spy", "Spy"])
    def test_a_symbol_alone_leads_to_its_ticker(self, client, spy, written):
        answer = client.get(f"/tickers/{written}/")
        assert (answer.status_code, answer.url) == (302, "/tickers/NYSE:SPY/")

    @pytest.mark.parametrize("written", ["nyse:spy", "NYSE:spy", "NYSEARCA:SPY", "amex:spy"])
    def test_another_spelling_is_corrected_for_good(self, client, spy, written):
        answer = client.get(f"/tickers/{written}/")
        assert (answer.status_code, answer.url) == (301, "/tickers/NYSE:SPY/")

    @pytest.mark.parametrize("symbol", ["SPY", "BRK.B", "^GSPC", "EURUSD=X", "A#", "A+B", "A*", "A$B", "A-B"])
    def test_every_symbol_has_a_page_at_its_own_address(self, client, symbol):
        ticker = make_ticker(symbol=symbol, exchange="INDEX")
        assert client.get(ticker.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize(("written", "status"), [("FB", 302), ("NASDAQ:FB", 301), ("nasdaq:fb", 301)])
    def test_a_former_symbol_leads_to_the_new_one(self, client, written, status):
        make_ticker(symbol="FB", exchange="NASDAQ").rename("NASDAQ", "META")
        answer = client.get(f"/tickers/{written}/")
        assert (answer.status_code, answer.url) == (status, "/tickers/NASDAQ:META/")

    def test_several_listings_are_offered(self, client, spy):
        make_ticker(symbol="SPY", exchange="ASX", name="An Australian fund")
        answer = client.get("/tickers/spy/")
        assert answer.status_code == 200
        assert read(answer).one("h1").text == "Which SPY?"
        assert read(answer).one("ul", "plain-list").links() == {
            "ASX:SPY": "/tickers/ASX:SPY/",
            "NYSE:SPY": "/tickers/NYSE:SPY/",
        }

    def test_of_an_active_and_an_inactive_listing_the_active_one_is_meant(self, client, spy):
        make_ticker(symbol="SPY", exchange="ASX", active=False)
        assert client.get("/tickers/SPY/").url == "/tickers/NYSE:SPY/"

    @pytest.mark.parametrize("written", ["NONE", "NYSE:NONE", "LSE:SPY", "1:SPY", "SPY:", ":SPY", "S P Y", "%00"])
    def test_an_unknown_one_is_not_found(self, client, spy, written):
        assert client.get(f"/tickers/{written}/").status_code == 404


def test_readers_of_a_withdrawn_article_are_told_what_the_editor_wanted_to_tell(client):
    article = make_article()
    withdraw(article, tell="The figures  were\nnot those of 2026.")
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "have taken it back. The figures were not those of 2026. What we got wrong" in answer.content.decode()


def test_what_was_withdrawn_and_is_to_come_back_later_is_still_gone(client):
    article = make_article()
    address = article.get_absolute_url()
    withdraw(article)
    schedule(article, at=timezone.now() + timedelta(days=1))
    assert client.get(address).status_code == 410
    unschedule(article)
    assert client.get(address).status_code == 410
