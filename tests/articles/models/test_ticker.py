"""A ticker's name: once an exchange, in capitals, and findable after a change."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import FormerSymbol, Ticker
from articles.symbols import Symbol
from tests.factories import make_ticker

pytestmark = pytest.mark.django_db


def test_a_symbol_stands_once_an_exchange():
    make_ticker(symbol="SPY", exchange="NYSE")
    with pytest.raises(IntegrityError):
        make_ticker(symbol="SPY", exchange="NYSE")


def test_two_exchanges_may_list_one_symbol():
    make_ticker(symbol="SPY", exchange="NYSE")
    assert make_ticker(symbol="SPY", exchange="LSE").pk


@pytest.mark.parametrize("small", [{"symbol": "spy"}, {"exchange": "Nyse"}])
def test_the_database_refuses_small_letters(small):
    with pytest.raises(IntegrityError, match="ticker_in_capitals"):
        make_ticker(**small)


def test_a_form_brings_a_name_into_the_houses_spelling():
    ticker = Ticker(symbol="brk/b", exchange="NYSE Arca", name="Berkshire")
    ticker.full_clean()
    assert str(ticker) == "NYSE:BRK.B"


@pytest.mark.parametrize("symbol", ["S&P", "A:B", "<B>", "é"])
def test_a_form_refuses_what_is_no_symbol(symbol):
    with pytest.raises(ValidationError, match=r"BRK\.B"):
        Ticker(symbol=symbol, exchange="NYSE").full_clean()


def test_it_is_named_as_the_press_names_it():
    assert str(make_ticker(symbol="SPY", exchange="NYSE")) == "NYSE:SPY"


def test_its_address_holds_its_name():
    assert make_ticker(symbol="SPY", exchange="NYSE").get_absolute_url() == "/tickers/NYSE:SPY/"


class TestRename:
    def rename(self, ticker, symbol, exchange="NASDAQ"):
        with transaction.atomic():
            ticker.rename(exchange, symbol)

    def test_it_has_the_new_name(self):
        ticker = make_ticker(symbol="FB", exchange="NASDAQ")
        self.rename(ticker, "META")
        ticker.refresh_from_db()
        assert str(ticker) == "NASDAQ:META"

    def test_it_is_found_under_the_old_name(self):
        ticker = make_ticker(symbol="FB", exchange="NASDAQ")
        self.rename(ticker, "META")
        assert list(Ticker.objects.named(Symbol("NASDAQ", "FB"))) == [ticker]

    def test_it_may_go_back_to_an_old_name(self):
        ticker = make_ticker(symbol="FB", exchange="NASDAQ")
        self.rename(ticker, "META")
        self.rename(ticker, "FB")
        assert [str(former) for former in ticker.former_symbols.all()] == ["NASDAQ:META"]

    def test_it_cannot_take_a_name_that_is_borne(self):
        make_ticker(symbol="META", exchange="NASDAQ")
        with pytest.raises(ValidationError):
            self.rename(make_ticker(symbol="FB", exchange="NASDAQ"), "META")

    def test_a_name_that_two_bore_in_turn_leads_to_the_last(self):
        first, second = make_ticker(symbol="X", exchange="NASDAQ"), make_ticker(symbol="B", exchange="NASDAQ")
        self.rename(first, "Y")
        self.rename(second, "X")
        self.rename(second, "Z")
        assert list(Ticker.objects.named(Symbol("NASDAQ", "X"))) == [second]

    def test_an_old_name_belongs_to_one_ticker(self):
        FormerSymbol.objects.create(ticker=make_ticker(), exchange="NYSE", symbol="OLD")
        with pytest.raises(IntegrityError):
            FormerSymbol.objects.create(ticker=make_ticker(), exchange="NYSE", symbol="OLD")


class TestNamed:
    def test_an_exchange_and_a_symbol_name_one(self):
        spy = make_ticker(symbol="SPY", exchange="NYSE")
        make_ticker(symbol="SPY", exchange="LSE")
        assert list(Ticker.objects.named(Symbol("NYSE", "SPY"))) == [spy]

    def test_a_symbol_alone_names_all_that_bear_it_active_ones_first(self):
        gone = make_ticker(symbol="SPY", exchange="ASX", active=False)
        here = make_ticker(symbol="SPY", exchange="NYSE")
        assert list(Ticker.objects.named(Symbol("", "SPY"))) == [here, gone]

    def test_who_bears_a_name_now_comes_before_who_bore_it(self):
        former = make_ticker(symbol="META", exchange="NASDAQ")
        FormerSymbol.objects.create(ticker=former, exchange="NASDAQ", symbol="FB")
        now = make_ticker(symbol="FB", exchange="NYSE")
        assert list(Ticker.objects.named(Symbol("", "FB"))) == [now]

    def test_a_ticker_with_two_old_names_is_found_once(self):
        ticker = make_ticker(symbol="NOW", exchange="NYSE")
        for exchange in ("NYSE", "NASDAQ"):
            FormerSymbol.objects.create(ticker=ticker, exchange=exchange, symbol="OLD")
        assert list(Ticker.objects.named(Symbol("", "OLD"))) == [ticker]

    def test_an_unknown_name_finds_nothing(self):
        assert not Ticker.objects.named(Symbol("NYSE", "NONE")).exists()
