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


class TestTheMarketStrip:
    LIST = "/admin/markets/marketstripentry/"

    def entries(self, *symbols: str) -> list[MarketStripEntry]:
        return [
            MarketStripEntry.objects.create(ticker=make_ticker(symbol=symbol), position=place)
            for place, symbol in enumerate(symbols, 1)
        ]

    def order(self) -> list[str]:
        return [entry.ticker.symbol for entry in MarketStripEntry.objects.all()]

    def place(self, editor, entries, *places: int):
        data = {"form-TOTAL_FORMS": len(entries), "form-INITIAL_FORMS": len(entries), "_save": "Save"}
        for number, (entry, place) in enumerate(zip(entries, places, strict=True)):
            data |= {f"form-{number}-id": entry.pk, f"form-{number}-position": place}
        return editor.post(self.LIST, data)

    def test_a_new_entry_takes_the_last_place(self, editor):
        self.entries("AAA", "BBB")
        send(editor, STRIP, ticker=make_ticker(symbol="CCC").pk)
        assert self.order() == ["AAA", "BBB", "CCC"]

    def test_a_ticker_stands_in_it_once(self, editor):
        [entry] = self.entries("AAA")
        assert list(errors(send(editor, STRIP, ticker=entry.ticker_id))) == ["ticker"]

    def test_the_list_puts_them_in_another_order_at_once(self, editor):
        assert self.place(editor, self.entries("AAA", "BBB", "CCC"), 2, 3, 1).status_code == 302
        assert self.order() == ["CCC", "AAA", "BBB"]

    def test_of_two_at_one_place_the_older_stands_first(self, editor):
        assert self.place(editor, self.entries("AAA", "BBB"), 1, 1).status_code == 302
        assert self.order() == ["AAA", "BBB"]

    def test_a_place_that_is_no_number_is_refused_and_nothing_moves(self, editor):
        response = self.place(editor, self.entries("AAA", "BBB"), 2, -1)
        assert "greater than or equal to 0" in response.content.decode()
        assert self.order() == ["AAA", "BBB"]

    def test_it_holds_twelve(self, editor):
        self.entries(*(f"T{number}A" for number in range(12)))
        response = send(editor, STRIP, ticker=make_ticker().pk)
        assert errors(response) == {
            "__all__": ["The market strip has 12 tickers, which is all it holds. Take one off first."]
        }

    def test_the_list_shows_what_readers_see(self, editor):
        [entry] = self.entries("AAA")
        make_quote(entry.ticker, price=Decimal(10))
        page = editor.get(self.LIST).content.decode()
        assert "$10.00 +1.01% (last price" in page


def test_reporters_do_not_enter_prices(client):
    assert sign_in(client, make_user("Reporter")).get(QUOTE).status_code == 403
