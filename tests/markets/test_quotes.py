"""A stored quote: what the database holds to, what is filled in, what a form refuses."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.utils import timezone

from markets.changes import agree
from markets.models import MarketStripEntry, Quote
from tests.factories import PUBLISHED_AT, make_quote, make_ticker

pytestmark = pytest.mark.django_db


def quote(**fields) -> Quote:
    return make_quote(make_ticker(), **fields)


def test_a_ticker_has_one_quote():
    ticker = make_ticker()
    make_quote(ticker)
    with pytest.raises(IntegrityError):
        make_quote(ticker)


def test_a_price_is_not_negative():
    with pytest.raises(ValidationError, match="A price cannot be negative"):
        quote(price=Decimal("-0.01"))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("price_not_negative", {"price": "-0.01"}),
        ("price_fits", {"price": "100000000"}),
        ("change_fits", {"change": "-100000000"}),
        ("change_fits", {"change": "100000000"}),
        ("change_percent_fits", {"change_percent": "-100.0001"}),
        ("change_percent_fits", {"change_percent": "100000000"}),
    ],
)
def test_the_database_refuses_what_could_not_be_read(constraint, values):
    quote()
    # PostgreSQL's columns have no room for some of these; what refuses them then is the type.
    with pytest.raises((IntegrityError, DataError), match=f"{constraint}|numeric field overflow"):
        Quote.objects.update(**{name: Decimal(value) for name, value in values.items()})


def test_a_price_of_nothing_is_a_price():
    assert quote(price=Decimal(0), change=None, change_percent=None).pk


@pytest.mark.parametrize("price", ["12345678.123456", "99999999.999999", "90071992.547409", "0.000001", "0.3"])
def test_every_figure_is_kept(price):
    stored = quote(price=Decimal(price), change=-Decimal(price), change_percent=None)
    stored.refresh_from_db()
    assert (stored.price, stored.change, stored.change_percent) == (Decimal(price), -Decimal(price), Decimal(-50))


@pytest.mark.parametrize(
    ("price", "change", "percent"),
    [
        ("1000000", "999999.999999", None),
        ("99999999", None, "-99.9999"),
        ("100000000", None, None),
        ("1", "-100000000", None),
        ("1", None, "100000000"),
        ("0.000001", None, "99999999"),
        ("5", "5", None),
        ("5", "6", "1"),
        ("5", None, "-150"),
        ("5", None, "-100"),
        ("NaN", None, None),
    ],
)
def test_what_could_not_be_read_is_not_stored(price, change, percent):
    with pytest.raises(ValidationError):
        quote(price=Decimal(price), change=change and Decimal(change), change_percent=percent and Decimal(percent))
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    ("price", "change", "percent", "goes"),
    [
        ("100", "1", "-50", False),
        ("100", "1", "1.01", True),
        ("100", "1", "1.2", False),
        ("58.70", "7.30", "14.2", True),
        ("0.05", "0.01", "37", True),
        ("0.05", "0.01", "-25", False),
        ("0.00001234", "0.000001", "-8", False),
        ("5", "0", "0", True),
        ("5", "0", "1", False),
    ],
)
def test_change_and_percentage_say_the_same_but_for_rounding(price, change, percent, goes):
    assert agree(Decimal(price), Decimal(change), Decimal(percent)) is goes


@pytest.mark.parametrize(
    ("price", "change", "percent"), [("693.95", "3.32", "0.4807"), ("90", "-10", "-10.0000"), ("5", "0", "0.0000")]
)
def test_the_percentage_follows_from_the_change(price, change, percent):
    stored = quote(price=Decimal(price), change=Decimal(change), change_percent=None)
    assert stored.change_percent == Decimal(percent)


@pytest.mark.parametrize(("price", "percent", "change"), [("110", "10", "10"), ("50", "-50", "-50"), ("5", "0", "0")])
def test_the_change_follows_from_the_percentage(price, percent, change):
    stored = quote(price=Decimal(price), change=None, change_percent=Decimal(percent))
    assert stored.change == Decimal(change)


def test_what_lost_everything_has_no_change_to_be_computed():
    assert quote(price=Decimal(0), change=None, change_percent=Decimal(-100)).change is None


def test_both_may_be_unknown():
    stored = quote(change=None, change_percent=None)
    assert (stored.change, stored.change_percent) == (None, None)


def test_what_was_given_is_not_computed_again():
    assert quote(change=Decimal("3.32"), change_percent=Decimal("0.48")).change_percent == Decimal("0.48")


def refused(**fields) -> dict[str, list[str]]:
    quote = Quote(**{"ticker": make_ticker(), "price": Decimal(10), "as_of": PUBLISHED_AT, "source": "Acme"} | fields)
    with pytest.raises(ValidationError) as error:
        quote.full_clean()
    return error.value.message_dict


def test_a_form_refuses_a_price_from_the_future():
    assert refused(as_of=timezone.now() + timedelta(hours=1)) == {"as_of": ["A price cannot be true in the future."]}


def test_a_form_refuses_a_change_larger_than_the_price():
    assert refused(change=Decimal(11)) == {"change": ["The change is larger than the price."]}


def test_a_form_refuses_a_pair_that_does_not_go_together():
    sentence = "It does not go with the change: leave one of the two empty."
    assert refused(change=Decimal(1), change_percent=Decimal(-50)) == {"change_percent": [sentence]}


@pytest.mark.parametrize("field", ["price", "as_of", "source"])
def test_a_form_asks_for_price_time_and_source(field):
    assert field in refused(**{field: "" if field == "source" else None})


def test_a_form_refuses_a_negative_price():
    assert "price" in refused(price=Decimal(-1))


def test_it_goes_with_its_ticker():
    stored = quote()
    stored.ticker.delete()
    assert not Quote.objects.exists()


@pytest.mark.parametrize(("price", "words"), [("693.950000", "693.95"), ("1000", "1000"), ("0.000100", "0.0001")])
def test_it_is_named_by_ticker_and_price(price, words):
    ticker = make_ticker(symbol="SPY", exchange="NYSE")
    assert str(make_quote(ticker, price=Decimal(price), change=None, change_percent=None)) == f"NYSE:SPY {words}"


class TestMarketStrip:
    def test_of_two_at_one_place_the_older_stands_first(self):
        entries = [MarketStripEntry.objects.create(ticker=make_ticker(), position=1) for _ in range(2)]
        assert list(MarketStripEntry.objects.all()) == entries

    def test_a_ticker_stands_once(self):
        ticker = make_ticker()
        MarketStripEntry.objects.create(ticker=ticker, position=1)
        with pytest.raises(IntegrityError):
            MarketStripEntry.objects.create(ticker=ticker, position=2)

    def test_they_stand_in_their_order(self):
        second = MarketStripEntry.objects.create(ticker=make_ticker(), position=2)
        first = MarketStripEntry.objects.create(ticker=make_ticker(), position=1)
        assert list(MarketStripEntry.objects.all()) == [first, second]
