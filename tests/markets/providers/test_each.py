"""What is special to one provider."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from markets.providers import PROVIDERS, chosen, class_of
from markets.providers.checks import providers_can_be_asked
from markets.providers.provider import ProviderError
from tests.factories import make_ticker
from tests.markets.providers.answers import ALPHA, ECB, TIINGO, TWELVE
from tests.markets.providers.conftest import KEY

pytestmark = pytest.mark.django_db


def pair(symbol, currency="USD"):
    return make_ticker(symbol=symbol, exchange="FX", kind="currency_pair", currency=currency)


@pytest.fixture
def provider(server, night):
    return lambda name: class_of(name)(name, KEY)


# Twelve Data ------------------------------------------------------------------------------------


def test_twelve_data_is_asked_for_several_at_once_and_each_symbol_costs(server, provider):
    apple, vodafone, euro = (
        make_ticker(symbol="AAPL", exchange="NASDAQ"),
        make_ticker(symbol="VOD", exchange="LSE"),
        None,
    )
    euro = pair("EURUSD")
    server.answers("/quote", {
        "AAPL": TWELVE,
        "VOD:LSE": TWELVE | {"currency": "GBp", "close": "112.50", "previous_close": "110"},
        "EUR/USD": {"code": 404, "message": "not found", "status": "error"},
    })  # fmt: skip
    found = provider("twelve-data").quotes([apple, vodafone, euro])
    assert server.asked[0].args["symbol"] == "AAPL,VOD:LSE,EUR/USD"
    assert found.keys() == {apple.pk, vodafone.pk}
    assert (found[vodafone.pk].price, found[vodafone.pk].currency) == (Decimal("1.125"), "GBP")
    assert (found[apple.pk].delay_minutes, found[vodafone.pk].delay_minutes) == (0, None)
    assert provider("twelve-data").cost(3) == 3


def test_twelve_data_has_the_key_in_a_header(server, provider):
    server.answers("/quote", TWELVE)
    provider("twelve-data").quotes([make_ticker(symbol="AAPL", exchange="NASDAQ")])
    assert server.asked[0].headers["Authorization"] == f"apikey {KEY}"
    assert KEY not in server.asked[0].url


# Tiingo -----------------------------------------------------------------------------------------


def test_tiingo_writes_a_class_of_shares_with_a_hyphen(server, provider):
    berkshire = make_ticker(symbol="BRK.B", exchange="NYSE")
    server.answers("/iex/", [TIINGO | {"ticker": "BRK-B"}, TIINGO | {"ticker": "ZZZZ"}])
    found = provider("tiingo").quotes([berkshire])
    assert server.asked[0].args["tickers"] == "brk-b"
    assert found[berkshire.pk].as_of == datetime(2026, 2, 10, 21, 0, 0, 186520, tzinfo=UTC)


# Alpha Vantage ----------------------------------------------------------------------------------


def test_alpha_vantage_tells_no_hour_so_its_price_is_as_of_the_close(server, provider, time_machine):
    apple = make_ticker(symbol="AAPL", exchange="NASDAQ")
    server.answers("/query", ALPHA)
    assert provider("alpha-vantage").quotes([apple])[apple.pk].as_of == datetime(2026, 2, 10, 21, tzinfo=UTC)
    time_machine.move_to("2026-02-10T18:00:00Z")
    assert provider("alpha-vantage").quotes([apple]) == {}


# European Central Bank --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "currency", "price"),
    [
        ("EURUSD", "USD", "1.1894"),
        ("EUR-USD", "USD", "1.1894"),
        ("EURUSD=X", "USD", "1.1894"),
        ("USDEUR", "EUR", "0.840760"),
        ("USDJPY", "JPY", "154.783925"),
    ],
)
def test_pairs_are_worked_out_from_what_a_euro_costs(server, provider, symbol, currency, price):
    server.answers("/stats/eurofxref/eurofxref-hist-90d.xml", ECB)
    ticker = pair(symbol, currency)
    reading = provider("ecb").quotes([ticker])[ticker.pk]
    assert (reading.price, reading.currency) == (Decimal(price), currency)
    assert reading.as_of == datetime(2026, 2, 10, 13, 15, tzinfo=UTC)  # 14:15 in Frankfurt


def test_older_rates_are_in_another_file(server, provider):
    server.answers("/stats/eurofxref/eurofxref-hist.xml", ECB)
    assert len(provider("ecb").bars(pair("EURUSD"), date(2020, 1, 1), date(2026, 2, 10))) == 2


def test_a_document_that_defines_entities_is_not_read(server, provider):
    bomb = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'
    server.answers("/stats/eurofxref/eurofxref-hist-90d.xml", bomb)
    with pytest.raises(ProviderError, match="of another kind"):
        provider("ecb").quotes([pair("EURUSD")])


# Files ------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path, settings):
    settings.QUOTE_FILES = tmp_path
    provider = class_of("files")("files")

    def put(name, text):
        (tmp_path / name).write_text(text)
        return provider

    return put


QUOTES = "symbol,exchange,price,as_of,source\nSPY,NYSE,693.95,2026-02-09T16:00:00-05:00,Us\n"


def test_without_a_folder_there_is_nobody_to_ask(settings, tmp_path):
    settings.QUOTE_FILES = tmp_path / "nowhere"
    provider = class_of("files")("files")
    assert not provider.is_there()
    assert provider.quotes([make_ticker()]) == {}


def test_a_price_is_read_from_whatever_file_has_it_and_the_later_counts(files):
    spy = make_ticker(symbol="SPY", exchange="NYSE")
    files("a.csv", QUOTES.replace("693.95", "700").replace("02-09", "02-10"))
    files("notes.csv", "what,ever\n1,2\n")
    provider = files("b.csv", QUOTES)
    assert provider.is_there()
    reading = provider.quotes([spy, make_ticker()])[spy.pk]
    assert (reading.price, reading.source) == (700, "Us")


def test_a_row_that_cannot_be_read_is_passed_over(files):
    spy = make_ticker(symbol="SPY", exchange="NYSE")
    provider = files("a.csv", QUOTES + "SPY,NYSE,cheap,2026-02-10T16:00:00-05:00,Us\n!,,1,x,\n")
    assert provider.quotes([spy])[spy.pk].price == Decimal("693.95")


def test_days_are_read_from_files_that_name_their_ticker(files):
    apple = make_ticker(symbol="AAPL", exchange="NASDAQ")
    provider = files(
        "days.csv",
        "ticker,date,open,high,low,close,volume\nNASDAQ:AAPL,2026-02-09,1,3,1,2,10\nNYSE:SPY,2026-02-09,1,3,1,2,\n",
    )
    [day] = provider.bars(apple, date(2026, 1, 1), date(2026, 2, 10))
    assert (day.day, day.close, day.volume) == (date(2026, 2, 9), 2, 10)


# Which are asked --------------------------------------------------------------------------------


def test_they_are_asked_in_the_order_of_the_setting_and_without_a_key_not_at_all(settings):
    settings.QUOTE_PROVIDERS = ["tiingo", "ecb", "finnhub", "files"]
    settings.QUOTE_KEYS = {"tiingo": "", "finnhub": "key"}
    assert [one.name for one in chosen()] == ["ecb", "finnhub", "files"]


def test_a_missing_key_is_explained_at_the_start(settings):
    settings.QUOTE_PROVIDERS = ["tiingo", "ecb"]
    settings.QUOTE_KEYS = {}
    [found] = providers_can_be_asked()
    assert found.msg == "QUOTE_PROVIDERS names tiingo, but TIINGO_KEY is not set: it is not asked."
    assert found.id == "markets.W002"
    assert "TIINGO_KEY_FILE" in found.hint


def test_an_unknown_name_is_an_error_that_says_which_there_are(settings):
    settings.QUOTE_PROVIDERS = ["yahoo"]
    settings.QUOTE_BUDGETS = {"bloomberg": 1}
    assert [one.msg for one in providers_can_be_asked()] == [
        "QUOTE_PROVIDERS names yahoo, which is no provider.",
        "QUOTE_BUDGETS names bloomberg, which is no provider.",
    ]
    assert "twelve-data" in providers_can_be_asked()[0].hint


@pytest.mark.parametrize("name", sorted(set(PROVIDERS) - {"files"}))
def test_each_says_whose_prices_they_are_and_under_which_terms(name):
    found = class_of(name)
    said = __import__(found.__module__, fromlist=["x"]).__doc__
    assert found.attribution in said
    assert all(word in said for word in ("Documented at https://", "Limits:", "Attribution:", "Licence:"))
    assert found.address.startswith("https://")
