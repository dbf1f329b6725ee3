"""A symbol that changed: whoever names the old one lands at the new page, which says so."""

from __future__ import annotations

from datetime import date

import pytest

from articles import workflow
from articles.exchange.report import Report
from articles.exchange.tickers import import_tickers
from articles.models import Ticker, TickerSentiment
from articles.symbols import Symbol
from tests.factories import make_article, make_ticker, make_user
from tests.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def meta():
    ticker = make_ticker(symbol="FB", exchange="NASDAQ", name="Meta Platforms")
    workflow.rename_ticker(ticker, Symbol("NASDAQ", "META"), date(2022, 6, 9))
    return ticker


@pytest.mark.parametrize("old", ["NASDAQ:FB", "nasdaq:fb"])
def test_the_old_address_leads_to_the_new_page_for_good(client, meta, old):
    answer = client.get(f"/tickers/{old}/")
    assert (answer.status_code, answer.url) == (301, "/tickers/NASDAQ:META/")


def test_the_new_page_says_what_it_was_called_and_until_when(client, meta):
    header = read(client.get("/tickers/NASDAQ:META/")).one("header", "page__header")
    assert header.one("p", "page__former").text == "Formerly NASDAQ:FB, until 9 June 2022."


def test_of_two_former_names_the_later_one_stands_first(client, meta):
    workflow.rename_ticker(meta, Symbol("NYSE", "METV"), date(2024, 1, 3))
    said = read(client.get("/tickers/NYSE:METV/")).one("p", "page__former").text
    assert said == "Formerly NASDAQ:META, until 3 January 2024; before that NASDAQ:FB, until 9 June 2022."
    assert client.get("/tickers/NASDAQ:FB/").url == "/tickers/NYSE:METV/"


def test_of_a_typing_error_readers_are_told_nothing_and_its_address_leads_here(client):
    ticker = make_ticker(symbol="SYP", exchange="NYSE")
    workflow.rename_ticker(ticker, Symbol("NYSE", "SPY"))
    assert not read(client.get("/tickers/NYSE:SPY/")).all("p", "page__former")
    assert client.get("/tickers/NYSE:SYP/").url == "/tickers/NYSE:SPY/"


@pytest.mark.parametrize("typed", ["FB", "fb", "$FB", "NASDAQ:FB"])
def test_the_old_symbol_is_suggested_as_the_new_one(client, meta, typed):
    assert [one["data-href"] for one in read(client.get("/search/suggest/", {"q": typed})).all("li")] == [
        "/tickers/NASDAQ:META/"
    ]


def test_the_list_of_tickers_is_searched_by_old_symbols_too(client, meta):
    assert read(client.get("/tickers/?q=FB")).one("tbody").one("a")["href"] == "/tickers/NASDAQ:META/"


def test_a_search_by_the_old_symbol_finds_what_was_written_before_and_after(client, meta):
    article = make_article(headline="Advertisers leave")
    TickerSentiment.objects.create(article=article, ticker=meta)
    workflow.record(article)
    assert "Advertisers leave" in read(client.get("/search/?q=ticker:FB")).text


def test_the_old_symbol_typed_alone_puts_the_ticker_on_top_of_what_is_found(client, meta):
    assert read(client.get("/search/?q=FB")).one("a", "quote__symbol")["href"] == "/tickers/NASDAQ:META/"


def test_a_directory_of_before_makes_no_second_ticker(meta, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("symbol,exchange,name\nFB,NASDAQ,Facebook\n")
    report = Report(tmp_path / "rejects.jsonl")
    import_tickers([path], report)
    assert [str(ticker) for ticker in Ticker.objects.all()] == ["NASDAQ:META"]
    assert "NASDAQ:FB is NASDAQ:META now." in report.skipped[0]


def test_a_company_that_bears_the_symbol_now_is_the_one_that_is_meant(client, meta, tmp_path):
    make_ticker(symbol="FB", exchange="NASDAQ", name="Other")
    assert client.get("/tickers/NASDAQ:FB/").status_code == 200
    path = tmp_path / "new.csv"
    path.write_text("symbol,exchange,name\nFB,NASDAQ,Other Inc\n")
    import_tickers([path], Report(tmp_path / "rejects.jsonl"))
    assert Ticker.objects.get(symbol="FB").name == "Other Inc"


def test_only_who_may_change_tickers_renames_one(meta):
    with pytest.raises(workflow.Refused, match="Only editors"):
        workflow.rename_ticker(meta, Symbol("NYSE", "X"), by=make_user("Reporter"))


def test_twice_changes_nothing(meta):
    assert workflow.rename_ticker(meta, Symbol("NASDAQ", "META"), date(2022, 6, 9)) is False
    assert meta.former_symbols.count() == 1
