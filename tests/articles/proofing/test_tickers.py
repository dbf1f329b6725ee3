"""Tickers that the text names and nobody tagged, and tags that the text does not mention."""

from __future__ import annotations

import pytest

from articles.proofing import companies, tickers
from tests.articles.proofing.stories import said, story, tag
from tests.factories import make_ticker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _names_read_anew():
    companies.forget()
    yield
    companies.forget()


def offered(**fields):
    return [finding.offer.name for finding in tickers.not_tagged(story(**fields)) if finding.offer]


def test_symbols_in_brackets_and_with_a_dollar_are_offered():
    make_ticker(symbol="SPY", exchange="NYSE", name="SPDR S&P 500 ETF Trust", kind="etf")
    make_ticker(symbol="QQQ", exchange="NASDAQ", name="")
    assert offered(text="The fund (NYSE Arca: SPY) and $QQQ rose.") == ["NYSE:SPY", "NASDAQ:QQQ"]


def test_a_finding_says_the_name_and_what_the_button_does():
    spy = make_ticker(symbol="SPY", name="SPDR S&P 500 ETF Trust", kind="etf")
    (finding,) = tickers.not_tagged(story(text="$SPY rose."))
    assert finding.sentence == "The text mentions NYSE:SPY (SPDR S&P 500 ETF Trust), which is not tagged."
    assert (finding.offer.kind, finding.offer.key, finding.offer.words) == ("ticker", spy.pk, "Tag NYSE:SPY")


def test_what_is_tagged_is_not_offered():
    spy = make_ticker(symbol="SPY")
    assert offered(text="$SPY rose.", tags=[tag(spy)]) == []


def test_a_symbol_on_two_exchanges_is_tagged_if_either_is():
    make_ticker(symbol="SPY", exchange="NYSE")
    other = make_ticker(symbol="SPY", exchange="LSE")
    assert offered(text="$SPY rose.", tags=[tag(other)]) == []


def test_a_symbol_that_a_ticker_bore_before_still_names_it():
    meta = make_ticker(symbol="FB", exchange="NASDAQ")
    meta.rename("NASDAQ", "META")
    assert offered(text="It (NASDAQ:FB) rose.") == ["NASDAQ:META"]


def test_many_symbols_cost_two_queries(django_assert_max_num_queries):
    make_ticker(symbol="SPY")
    companies.named_in("")
    with django_assert_max_num_queries(2):
        list(tickers.not_tagged(story(text="(NYSE:SPY) (NYSE:A) (NYSE:B) (NYSE:C) $D")))


def test_a_symbol_that_is_no_ticker_here_is_told():
    assert said(tickers.not_tagged(story(text="It (NYSE:NOPE) rose."))) == [
        "advice: The text names NYSE:NOPE, which is no ticker here."
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Intel Corporation - Common Stock", "Shares of Intel Corp. fell."),
        ("Intel Corporation - Common Stock", "Intel Corp.'s stock slipped."),
        ("Jumia Technologies AG - American Depositary Shares", "Investors in Jumia Technologies left."),
        ("Johnson & Johnson Common Stock", "It was Johnson & Johnson that rose."),
        ("Agilent Technologies, Inc. Common Stock", "On Monday Agilent Technologies fell."),
        ("The Coca-Cola Company Common Stock", "The Coca-Cola Company sold less."),
    ],
)
def test_a_company_that_is_called_by_its_name_is_offered(name, text):
    ticker = make_ticker(name=name)
    make_ticker(name=name.split(" - ")[0] + " Warrants")
    assert offered(text=text) == [str(ticker)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Target Corporation Common Stock", "The Target of the talks is open."),
        ("Gap Inc.", "The Gap between them is wide."),
        ("Visa Inc.", "No Visa is needed."),
        ("Alpha Metals Fund", "Alpha Metal rose."),
    ],
)
def test_a_common_word_is_no_company(name, text):
    make_ticker(name=name)
    assert offered(text=text) == []


def test_a_name_that_two_companies_share_is_not_offered():
    make_ticker(name="Alpha Metals Inc."), make_ticker(name="Alpha Metals plc")
    assert offered(text="Alpha Metals rose.") == []


def test_the_names_are_read_once(django_assert_num_queries):
    make_ticker(name="Alpha Metals Inc.")
    companies.named_in("Nothing")
    with django_assert_num_queries(0):
        assert companies.named_in("Alpha Metals rose.")


@pytest.mark.parametrize(
    "text", ["The fund (NYSE:SPY) rose.", "SPY rose.", "$SPY rose.", "The SPDR fund rose.", "the spdr s&p 500 rose"]
)
def test_a_ticker_is_mentioned_by_symbol_or_name(text):
    spy = make_ticker(symbol="SPY", name="SPDR S&P 500 ETF Trust", kind="etf")
    assert said(tickers.not_mentioned(story(text=text, tags=[tag(spy)]))) == []


def test_a_ticker_that_the_text_does_not_mention_is_pointed_out():
    ticker = make_ticker(symbol="AAPL", name="Apple Inc.")
    (finding,) = tickers.not_mentioned(story(text="Pineapples fell, AAPLX too.", tags=[tag(ticker, row=1)]))
    assert finding.sentence == "NYSE:AAPL is tagged, but the text does not mention it."
    assert finding.field == "ticker_sentiments-1-ticker"
