"""How prices are printed: signs, places, direction; never by colour alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from articles.models import Ticker
from markets.models import MarketStripEntry, Quote
from markets.templatetags import quotes
from tests.factories import make_quote, make_ticker
from tests.markup import read


@pytest.mark.parametrize(
    ("price", "currency", "printed"),
    [
        ("693.95", "USD", "$693.95"),
        ("1234567.5", "USD", "$1,234,567.50"),
        ("0.1234", "USD", "$0.1234"),
        ("1", "EUR", "€1.00"),
        ("12", "GBP", "£12.00"),
        ("155.3", "JPY", "¥155.30"),
        ("88.1", "CHF", "88.10 CHF"),
        ("0", "USD", "$0.0000"),
    ],
)
def test_a_price_has_its_currency_and_fitting_places(price, currency, printed):
    assert quotes.price(Quote(price=Decimal(price)), Ticker(currency=currency)) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("3.32", "+3.32"),
        ("-0.1", "\u22120.10"),
        ("0", "0.00"),
        ("0.001", "0.00"),
        ("-0.001", "0.00"),
        ("1234.5", "+1,234.50"),
    ],
)
def test_a_change_has_its_sign(value, printed):
    assert quotes.signed(Decimal(value)) == printed


def test_an_unknown_change_prints_nothing():
    assert quotes.signed(None) == ""


@pytest.mark.parametrize(
    ("change", "percent", "direction"),
    [
        ("1", None, "up"),
        ("-1", None, "down"),
        ("0", None, "flat"),
        (None, "1", "up"),
        (None, "-1", "down"),
        (None, None, "flat"),
    ],
)
def test_a_quote_goes_up_down_or_nowhere(change, percent, direction):
    quote = Quote(change=change and Decimal(change), change_percent=percent and Decimal(percent))
    assert quotes.direction(quote) == direction


@pytest.mark.django_db
class TestPrinted:
    def quote(self, **fields) -> str:
        ticker = make_ticker(symbol="SPY", exchange="NYSE")
        quote = make_quote(ticker, price=Decimal(10), change=None, change_percent=None, source="Acme")
        # Not saved: that would work out what is left open.
        for name, value in fields.items():
            setattr(quote, name, value)
        printed = read(render_to_string("markets/components/quote.html", {"ticker": ticker})).text
        return printed.removesuffix(" 10 February 2026, 14:30 ET · Acme")

    @pytest.mark.parametrize(
        ("change", "percent", "printed"),
        [
            ("3.32", "0.48", "SPY $10.00 +3.32 (+0.48%)"),
            ("-3.32", "-0.48", "SPY $10.00 \u22123.32 (\u22120.48%)"),
            ("10", None, "SPY $10.00 +10.00"),
            (None, "-100", "SPY $10.00 \u2212100.00%"),
            (None, None, "SPY $10.00"),
        ],
    )
    def test_what_is_known_of_the_change_is_printed_and_no_more(self, change, percent, printed):
        known = {"change": change and Decimal(change), "change_percent": percent and Decimal(percent)}
        assert self.quote(**known) == printed

    def test_the_direction_has_a_class_of_its_own(self):
        ticker = make_ticker()
        make_quote(ticker, change=Decimal(-1))
        printed = read(render_to_string("markets/components/quote.html", {"ticker": ticker}))
        assert printed.all("span", "quote__change--down")

    def test_a_strip_without_entries_is_not_there(self):
        assert render_to_string("markets/components/market_strip.html", quotes.market_strip()).strip() == ""

    def test_a_strip_prints_an_entry_without_a_price_or_a_change(self):
        unknown, priced = make_ticker(symbol="AAA"), make_ticker(symbol="BBB")
        make_quote(priced, price=Decimal(5), change=None, change_percent=None)
        for position, ticker in enumerate((unknown, priced)):
            MarketStripEntry.objects.create(ticker=ticker, position=position)
        strip = read(render_to_string("markets/components/market_strip.html", quotes.market_strip()))
        assert [entry.text for entry in strip.all("li")] == ["AAA", "BBB $5.00 10 Feb"]

    # One query: entries with their tickers and quotes.
    @pytest.mark.parametrize("number", [1, 12])
    def test_a_strip_is_one_query(self, number, django_assert_num_queries):
        for position in range(number):
            ticker = make_ticker()
            make_quote(ticker)
            MarketStripEntry.objects.create(ticker=ticker, position=position)
        with django_assert_num_queries(1):
            render_to_string("markets/components/market_strip.html", quotes.market_strip())
