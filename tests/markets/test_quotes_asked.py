"""What an open page asks for: the quotes of its tickers, in one request and one query."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from markets.quotes_asked import MOST
from tests.factories import make_quote, make_ticker

pytestmark = pytest.mark.django_db


@pytest.fixture
def spy():
    ticker = make_ticker(symbol="SPY", exchange="NYSE")
    make_quote(ticker, price=Decimal("693.95"), change=Decimal("3.32"), change_percent=Decimal("0.48"), source="Acme")
    return ticker


@pytest.fixture
def open_exchange(time_machine):
    time_machine.move_to(datetime(2026, 2, 10, 19, 40, tzinfo=UTC), tick=False)


def ask(client, tickers: str):
    return client.get("/quotes/", {"tickers": tickers})


def names(response) -> list[str]:
    assert response.status_code == 200
    return sorted(response.json()["quotes"])


def test_a_quote_comes_as_it_is_printed(client, spy, open_exchange):
    assert ask(client, "NYSE:SPY").json() == {
        "quotes": {
            "NYSE:SPY": {
                "price": "$693.95",
                "value": "693.95",
                "change": "+3.32 (+0.48%)",
                "percent": "+0.48%",
                "direction": "up",
                "as_of": "2026-02-10T14:30:00-05:00",
                "when": "10 Feb, 14:30 ET",
                "brief": "10 Feb, 14:30 ET",
                "note": "",
                "source": "Acme",
            }
        },
        "every": 60,
        "next": None,
    }


def test_while_the_exchange_is_closed_it_says_when_to_ask_next(client, spy, time_machine):
    time_machine.move_to(datetime(2026, 2, 7, 19, 40, tzinfo=UTC), tick=False)
    answer = ask(client, "NYSE:SPY").json()
    assert (answer["every"], answer["next"]) == (None, "2026-02-09T09:30:00-05:00")


def test_an_answer_without_a_price_is_asked_for_again_now_and_then(client):
    assert ask(client, "NYSE:NONE").json() == {"quotes": {}, "every": 300, "next": None}


def test_unknown_tickers_those_without_a_price_and_what_cannot_be_one_are_left_out(client, spy):
    make_ticker(symbol="NEW", exchange="NYSE")
    assert names(ask(client, "NYSE:SPY,NYSE:NONE,NYSE:NEW,SPY,NYSE:,:,\x00,<b>:x")) == ["NYSE:SPY"]


def test_other_spellings_are_understood(client, spy):
    assert names(ask(client, " amex:spy ,NYSE:SPY")) == ["NYSE:SPY"]


def test_a_symbol_on_another_exchange_is_another_ticker(client, spy):
    make_quote(make_ticker(symbol="SPY", exchange="TSX"))
    assert names(ask(client, "NYSE:SPY")) == ["NYSE:SPY"]


@pytest.mark.parametrize(
    ("tickers", "sentence"),
    [
        ("", "No ticker is named."),
        (" , ", "No ticker is named."),
        ("SPY", "'SPY' names no ticker with its exchange."),
        ("x" * 2_001, "This list is too long."),
        (",".join(f"NYSE:T{number}" for number in range(MOST + 1)), "51 tickers are named."),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(client, tickers, sentence):
    response = ask(client, tickers)
    assert response.status_code == 400
    assert response.json()["trouble"].startswith(sentence)
    assert "/quotes/?tickers=NYSE:SPY,NASDAQ:QQQ" in response.json()["trouble"]


def test_any_cache_may_keep_it_for_a_moment(client, spy):
    response = ask(client, "NYSE:SPY")
    assert response.headers["Cache-Control"].startswith("public, max-age=5")
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_who_has_it_already_is_told_so_while_nothing_changed(client, spy, open_exchange):
    etag = ask(client, "NYSE:SPY").headers["ETag"]
    assert client.get("/quotes/?tickers=NYSE:SPY", headers={"if-none-match": etag}).status_code == 304


def test_it_is_only_read(client):
    assert client.post("/quotes/").status_code == 405


# One query: quotes with their tickers, by the index of symbols.
@pytest.mark.parametrize("number", [1, MOST])
def test_it_is_one_query(client, number, django_assert_num_queries):
    tickers = [make_ticker() for _ in range(number)]
    for ticker in tickers:
        make_quote(ticker)
    with django_assert_num_queries(1):
        assert len(names(ask(client, ",".join(map(str, tickers))))) == number
