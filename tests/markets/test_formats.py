"""How numbers are printed: by currency, by kind of thing, by language; with real signs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from markets import formats
from markets.formats import manner

EN = manner("en")
MINUS = "\u2212"


@pytest.mark.parametrize(
    ("price", "currency", "printed"),
    [
        ("693.95", "USD", "$693.95"),
        ("1234567.5", "USD", "$1,234,567.50"),
        ("0", "USD", "$0.00"),
        ("12", "GBP", "£12.00"),
        ("88.1", "CHF", "88.10\u00a0CHF"),
        ("88.1", "CAD", "C$88.10"),
        ("845.5", "GBX", "845.50p"),
        ("2.5", "KWD", "2.500\u00a0KWD"),
        ("2845", "JPY", "¥2,845"),
        ("71300", "KRW", "₩71,300"),
    ],
)
def test_a_price_has_its_currency_and_the_decimals_of_it(price, currency, printed):
    assert formats.price(Decimal(price), currency, "equity", EN) == printed


def test_half_a_yen_is_not_rounded_away():
    assert formats.price(Decimal("2845.5"), "JPY", "equity", EN) == "¥2,845.5"


@pytest.mark.parametrize(
    ("price", "currency", "printed"),
    [
        ("0.1234", "USD", "$0.1234"),
        ("0.001234", "USD", "$0.001234"),
        ("0.85", "JPY", "¥0.85"),
        ("0.99996", "USD", "$1.0000"),
    ],
)
def test_a_price_under_one_has_more_decimals(price, currency, printed):
    assert formats.price(Decimal(price), currency, "equity", EN) == printed


@pytest.mark.parametrize(
    ("price", "kind", "printed"),
    [("4815.2", "index", "4,815.20"), ("1.08421", "currency_pair", "1.0842"), ("155.3", "currency_pair", "155.30")],
)
def test_indices_have_points_and_pairs_of_currencies_a_rate(price, kind, printed):
    assert formats.price(Decimal(price), "USD", kind, EN) == printed


@pytest.mark.parametrize(
    ("language", "printed", "percent"),
    [
        ("en", "€1,234,567.50", f"{MINUS}0.48%"),
        ("de", "1.234.567,50\u00a0€", f"{MINUS}0,48\u00a0%"),
        ("fr", "1\u00a0234\u00a0567,50\u00a0€", f"{MINUS}0,48\u00a0%"),
        ("ja", "€1,234,567.50", f"{MINUS}0.48%"),
    ],
)
def test_thousands_decimals_and_signs_stand_as_a_language_has_them(language, printed, percent):
    assert formats.price(Decimal("1234567.5"), "EUR", "equity", manner(language)) == printed
    assert formats.percent(Decimal("-0.48"), manner(language)) == percent


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("3.32", "+3.32"),
        ("-0.1", f"{MINUS}0.10"),
        ("0", "0.00"),
        ("0.001", "0.00"),
        ("-0.001", "0.00"),
        ("0.125", "+0.13"),
        ("-0.125", f"{MINUS}0.13"),
        ("1234.5", "+1,234.50"),
    ],
)
def test_a_change_has_its_sign(value, printed):
    assert formats.signed(Decimal(value), 2, EN) == printed


@pytest.mark.parametrize(
    ("change", "price", "currency", "printed"),
    [
        ("-0.0012", "0.1234", "USD", f"{MINUS}0.0012"),
        ("12", "2845", "JPY", "+12"),
        ("-0.5", "2845", "JPY", f"{MINUS}0.5"),
        ("0.004", "10", "USD", "0.00"),
    ],
)
def test_a_change_has_the_decimals_of_its_price(change, price, currency, printed):
    assert formats.change(Decimal(change), Decimal(price), currency, "equity", EN) == printed


def test_what_is_not_known_prints_nothing():
    assert formats.signed(None, 2, EN) == formats.percent(None, EN) == ""
    assert formats.change(None, Decimal(1), "USD", "equity", EN) == ""


@pytest.mark.parametrize(
    ("volume", "printed"), [(12_300, "12,300"), (61_040_000, "61.0m"), (4.2e9, "4.2bn"), (None, "\u2013")]
)
def test_a_volume_is_short(volume, printed):
    assert formats.volume(volume, EN) == printed
