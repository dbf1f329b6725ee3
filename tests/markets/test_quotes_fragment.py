"""The quote as a piece of a page, which a small script fetches."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories import make_quote, make_ticker
from tests.markup import Element, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY", exchange="NYSE")


def test_it_is_the_quote_and_nothing_around_it(client, spy):
    make_quote(spy, price=Decimal("693.95"), change=Decimal("3.32"), change_percent=Decimal("0.48"), source="Acme")
    [quote] = [child for child in read(client.get("/quotes/NYSE:SPY/")).children if isinstance(child, Element)]
    assert quote["data-quote"] == "/quotes/NYSE:SPY/"
    assert quote.text == "SPY $693.95 +3.32 (+0.48%) 10 February 2026, 14:30 ET · Acme"


def test_without_a_quote_it_is_loading(client, spy):
    assert "Loading quote..." in read(client.get("/quotes/NYSE:SPY/")).text


def test_it_is_the_newest(client, spy):
    quote = make_quote(spy, price=Decimal(10))
    quote.price = Decimal(11)
    quote.save()
    assert "$11.00" in read(client.get("/quotes/NYSE:SPY/")).text


@pytest.mark.parametrize("written", ["nyse:spy", "AMEX:SPY"])
def test_other_spellings_are_understood(client, spy, written):
    assert client.get(f"/quotes/{written}/").status_code == 200


def test_a_former_symbol_gives_the_quote_of_the_new_one(client):
    make_ticker(symbol="FB", exchange="NASDAQ").rename("NASDAQ", "META")
    assert "META" in read(client.get("/quotes/NASDAQ:FB/")).text


@pytest.mark.parametrize("written", ["NYSE:NONE", "LSE:SPY", "SPY", "NYSE:", ":SPY"])
def test_an_unknown_one_is_not_found(client, spy, written):
    assert client.get(f"/quotes/{written}/").status_code == 404


def test_any_cache_may_keep_it_for_a_moment(client, spy):
    assert client.get("/quotes/NYSE:SPY/").headers["Cache-Control"].startswith("public, max-age=5,")


# Two queries: does somebody bear the name now; that ticker with its quote.
def test_it_costs_two_queries(client, spy, django_assert_num_queries):
    make_quote(spy)
    with django_assert_num_queries(2):
        client.get("/quotes/NYSE:SPY/")
