"""Prices and the market strip in the newsroom."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from markets.models import MarketStripEntry, Quote
from tests.articles.admin.newsroom import errors, send, sign_in
from tests.factories import make_quote, make_ticker, make_user

pytestmark = pytest.mark.django_db
STRIP, QUOTE = "/admin/markets/marketstripentry/add/", "/admin/markets/quote/add/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def form_of(quote):
    return reverse("admin:markets_quote_change", args=[quote.pk])


def test_an_editor_enters_a_price_and_the_percentage_is_worked_out(editor):
    send(editor, QUOTE, ticker=make_ticker().pk, price="693.95", change="3.31", source="Closing prices")
    assert Quote.objects.get().change_percent == Decimal("0.4793")


def test_what_is_typed_decides_and_the_other_follows(editor):
    quote = make_quote(price=Decimal(100), change=Decimal(1), change_percent=Decimal("1.01"))
    send(editor, form_of(quote), change="10")
    quote.refresh_from_db()
    assert (quote.change, quote.change_percent) == (Decimal(10), Decimal("11.1111"))
    send(editor, form_of(quote), change_percent="25")
    quote.refresh_from_db()
    assert (quote.change, quote.change_percent) == (Decimal(20), Decimal(25))


def test_a_new_price_alone_drops_the_change_that_belonged_to_the_old_one(editor):
    quote = make_quote()
    send(editor, form_of(quote), price="120")
    quote.refresh_from_db()
    assert (quote.price, quote.change, quote.change_percent) == (Decimal(120), None, None)


def test_a_price_of_tomorrow_is_refused(editor):
    response = send(editor, QUOTE, ticker=make_ticker().pk, price="1", source="x", as_of_0="2099-01-01")
    assert errors(response) == {"as_of": ["A price cannot be true in the future."]}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("change", {"price": "1000000", "change": "999999.999999"}),
        ("change_percent", {"price": "99999999", "change_percent": "-99.9999"}),
        ("change_percent", {"price": "10", "change_percent": "-150"}),
        ("change_percent", {"price": "10", "change": "1", "change_percent": "-50"}),
        ("change", {"price": "10", "change": "10"}),
        ("price", {"price": "1000000000", "change_percent": "-99.9999"}),
    ],
)
def test_what_makes_no_sense_is_refused_beside_the_field_and_the_list_still_opens(editor, field, typed):
    response = send(editor, QUOTE, ticker=make_ticker().pk, source="x", **typed)
    assert list(errors(response)) == [field]
    assert not Quote.objects.exists()
    assert editor.get("/admin/markets/quote/").status_code == 200


def test_a_new_entry_of_the_strip_takes_the_last_place(editor):
    for place in ("", "9", ""):
        send(editor, STRIP, ticker=make_ticker().pk, position=place)
    assert list(MarketStripEntry.objects.values_list("position", flat=True)) == [1, 9, 10]


def test_a_place_of_the_strip_is_given_once(editor):
    send(editor, STRIP, ticker=make_ticker().pk, position="1")
    assert list(errors(send(editor, STRIP, ticker=make_ticker().pk, position="1"))) == ["position"]


def test_reporters_do_not_enter_prices(client):
    assert sign_in(client, make_user("Reporter")).get(QUOTE).status_code == 403
