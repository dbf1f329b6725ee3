"""Tickers: found by symbol, renamed without being lost, made active and inactive."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Ticker
from tests.articles.admin.newsroom import said, send, sign_in
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


def rename(client, ticker, **typed):
    address = reverse("admin:articles_ticker_rename", args=[ticker.pk])
    held = client.get(address).context["form"].initial
    return client.post(address, held | typed, follow=True)


def test_a_symbol_is_changed_on_a_page_of_its_own_and_the_old_one_leads_to_the_new(editor):
    ticker = make_ticker(symbol="FB", exchange="NASDAQ")
    old = ticker.get_absolute_url()
    answer = rename(editor, ticker, symbol="meta", since="2022-06-09")
    assert said(answer) == ["NASDAQ:FB is NASDAQ:META now, and still found under its old symbol."]
    [former] = ticker.former_symbols.all()
    assert (str(former), str(former.replaced_on)) == ("NASDAQ:FB", "2022-06-09")
    assert (editor.get(old).status_code, editor.get(old).url) == (301, "/tickers/NASDAQ:META/")
    assert "NASDAQ:FB" in editor.get(form_of(ticker)).content.decode()


def test_the_form_shows_the_symbol_and_changes_only_the_rest(editor):
    ticker = make_ticker(symbol="FB", exchange="NASDAQ")
    assert "symbol" not in editor.get(form_of(ticker)).context["adminform"].form.fields
    send(editor, form_of(ticker), name="Meta", symbol="META")
    ticker.refresh_from_db()
    assert (ticker.symbol, ticker.name) == ("FB", "Meta")


def test_writing_the_same_symbol_differently_is_no_new_name(editor):
    ticker = make_ticker(symbol="BRK.B", exchange="NYSE")
    answer = rename(editor, ticker, symbol="brk/b", exchange="NYSE Arca")
    assert said(answer) == ["It has that symbol already; nothing changed."]
    assert Ticker.objects.get().symbol == "BRK.B"
    assert not ticker.former_symbols.exists()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"symbol": "TAKEN"}, "__all__", "NYSE:TAKEN is a ticker already. Two of them cannot become one."),
        ({"symbol": "?!"}, "symbol", "A symbol has letters, digits and . - ^ = $ only, such as BRK.B."),
        ({"symbol": ""}, "symbol", "This field is required."),
        (
            {"symbol": "NEW", "since": "2999-01-01"},
            "since",
            "That day is still to come. Change the symbol when it is here.",
        ),
    ],
)
def test_a_name_that_is_taken_or_impossible_is_refused(editor, typed, field, sentence):
    make_ticker(symbol="TAKEN", exchange="NYSE")
    ticker = make_ticker(symbol="OLD", exchange="NYSE")
    answer = rename(editor, ticker, **typed)
    assert answer.context["form"].errors == {field: [sentence]}
    ticker.refresh_from_db()
    assert ticker.symbol == "OLD"


def test_a_reporter_changes_no_symbol(client):
    ticker = make_ticker(symbol="OLD", exchange="NYSE")
    address = reverse("admin:articles_ticker_rename", args=[ticker.pk])
    assert (
        sign_in(client, make_user("Reporter")).post(address, {"symbol": "NEW", "exchange": "NYSE"}).status_code == 403
    )


def test_of_a_ticker_that_is_gone_there_is_nothing_to_rename(editor):
    assert editor.get("/admin/articles/ticker/99/rename/").status_code == 404


def test_many_are_made_inactive_and_active(editor):
    tickers = [make_ticker(), make_ticker(active=False)]
    data = {"_selected_action": [ticker.pk for ticker in tickers]}
    response = editor.post(LIST, data | {"action": "deactivate"}, follow=True)
    assert said(response) == ["1 now inactive."]
    response = editor.post(LIST, data | {"action": "activate"}, follow=True)
    assert said(response) == ["2 now active."]
