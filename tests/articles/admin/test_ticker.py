"""Tickers: found by symbol, renamed without being lost, made active and inactive."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Ticker
from tests.articles.admin.newsroom import errors, said, send, sign_in
from tests.factories import make_ticker, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/ticker/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def form_of(ticker):
    return reverse("admin:articles_ticker_change", args=[ticker.pk])


def offered(client, term):
    query = {"app_label": "articles", "model_name": "tickersentiment", "field_name": "ticker", "term": term}
    return [result["text"] for result in client.get(reverse("admin:autocomplete"), query).json()["results"]]


def test_the_exact_symbol_is_offered_first(editor):
    for symbol, exchange, name in (
        ("A", "NYSE", "Agilent, formerly F group"), ("FA", "NYSE", "Else"),
        ("F", "NYSE", "Motor"), ("GF", "NYSE", "Else"),
    ):  # fmt: skip
        make_ticker(symbol=symbol, exchange=exchange, name=name)
    assert offered(editor, "f") == ["NYSE:F", "NYSE:A", "NYSE:FA"]
    assert offered(editor, "nyse:fa") == ["NYSE:FA"]
    assert offered(editor, "motor") == ["NYSE:F"]
    assert offered(editor, "no such thing!") == []


def test_active_tickers_are_offered_before_inactive_ones(editor):
    make_ticker(symbol="SPY", exchange="LSE", active=False)
    make_ticker(symbol="SPY", exchange="NYSE")
    assert offered(editor, "spy") == ["NYSE:SPY", "LSE:SPY"]


def test_a_new_symbol_keeps_the_old_one_findable(editor):
    ticker = make_ticker(symbol="FB", exchange="NASDAQ")
    old = ticker.get_absolute_url()
    send(editor, form_of(ticker), symbol="meta", name="Meta")
    ticker.refresh_from_db()
    assert (ticker.symbol, ticker.name) == ("META", "Meta")
    assert [str(name) for name in ticker.former_symbols.all()] == ["NASDAQ:FB"]
    assert editor.get(old).url == ticker.get_absolute_url()
    assert "NASDAQ:FB" in editor.get(form_of(ticker)).content.decode()


def test_writing_the_same_symbol_differently_is_no_new_name(editor):
    ticker = make_ticker(symbol="BRK.B", exchange="NYSE")
    send(editor, form_of(ticker), symbol="brk/b", exchange="NYSE Arca")
    assert Ticker.objects.get().symbol == "BRK.B"
    assert not ticker.former_symbols.exists()


def test_a_name_that_is_taken_or_impossible_is_refused(editor):
    taken, ticker = make_ticker(), make_ticker()
    assert errors(send(editor, form_of(ticker), symbol=taken.symbol))
    assert list(errors(send(editor, form_of(ticker), symbol="?!"))) == ["symbol"]


def test_many_are_made_inactive_and_active(editor):
    tickers = [make_ticker(), make_ticker(active=False)]
    data = {"_selected_action": [ticker.pk for ticker in tickers]}
    response = editor.post(LIST, data | {"action": "deactivate"}, follow=True)
    assert said(response) == ["1 now inactive."]
    response = editor.post(LIST, data | {"action": "activate"}, follow=True)
    assert said(response) == ["2 now active."]
