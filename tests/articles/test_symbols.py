"""Exchanges and symbols as people write them, brought into one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import symbols


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("NYSE", "NYSE"),
        ("NYSE Arca", "NYSE"),
        ("nyse american", "NYSE"),
        ("NYSEARCA", "NYSE"),
        ("AMEX", "NYSE"),
        ("Nasdaq", "NASDAQ"),
        ("NASDAQ-GS", "NASDAQ"),
        ("bats", "CBOE"),
        ("LON", "LSE"),
        ("Xetra", "XETRA"),
    ],
)
def test_every_name_of_an_exchange_leads_to_one_prefix(name, prefix):
    assert symbols.exchange_prefix(name) == prefix


@pytest.mark.parametrize("written", ["BRK.B", "brk/b", "BRK B", " brk.b "])
def test_every_spelling_of_a_share_class_leads_to_one(written):
    assert symbols.normal_symbol(written) == "BRK.B"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("SPY", ("", "SPY")),
        ("spy", ("", "SPY")),
        ("$SPY", ("", "SPY")),
        ("NYSE:SPY", ("NYSE", "SPY")),
        ("nyse arca: spy", ("NYSE", "SPY")),
        ("INDEX:^GSPC", ("INDEX", "^GSPC")),
        ("FX:EURUSD=X", ("FX", "EURUSD=X")),
        ("TRUE", ("", "TRUE")),
    ],
)
def test_a_symbol_is_read_as_people_type_it(typed, understood):
    assert symbols.parse(typed) == understood


@pytest.mark.parametrize("typed", ["", " ", ":", "NYSE:", ":SPY", "A:B:C", "S&P", "X" * 16, "1:SPY", "'; DROP", "\x00"])
def test_what_cannot_be_a_symbol_is_none(typed):
    assert symbols.parse(typed) is None


def test_a_symbol_prints_as_the_press_prints_it():
    assert str(symbols.Symbol("NYSE", "SPY")) == "NYSE:SPY"
    assert str(symbols.Symbol("", "SPY")) == "SPY"


@given(st.text())
def test_no_text_is_too_odd_to_be_read(typed):
    found = symbols.parse(typed)
    assert found is None or symbols.parse(str(found)) == found
