"""Suggestions: tickers by symbol and name, headlines of public articles; a fragment."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.workflow import withdraw
from tests.factories import make_article, make_ticker
from tests.markup import read

pytestmark = pytest.mark.django_db


def suggested(client, q: str) -> dict[str, str]:
    """What is offered, and where it leads."""
    answer = client.get("/search/suggest/", {"q": q})
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return {option.text: option["data-href"] for option in read(answer).all("li")}


@pytest.fixture
def tickers():
    for exchange, symbol, name in [
        ("NYSE", "SPY", "SPDR S&P 500 ETF Trust"),
        ("NYSE", "SPYG", "SPDR Growth"),
        ("NASDAQ", "QQQ", "Invesco QQQ Trust"),
        ("NYSE", "ZZZZ", "Spyglass Copper"),
    ]:
        make_ticker(exchange=exchange, symbol=symbol, name=name)
    make_ticker(exchange="NYSE", symbol="SPYX", name="Old", active=False)


@pytest.mark.parametrize("typed", ["spy", "SPY", "$spy"])
def test_the_symbol_itself_comes_first_then_those_that_begin_so_then_names(client, tickers, typed):
    found = list(suggested(client, typed))
    assert found[:2] == ["NYSE:SPY SPDR S&P 500 ETF Trust", "NYSE:SPYG SPDR Growth"]
    assert found[2:] == ([] if typed.startswith("$") else ["NYSE:ZZZZ Spyglass Copper"])


def test_an_exchange_narrows(client, tickers):
    assert list(suggested(client, "nasdaq:q")) == ["NASDAQ:QQQ Invesco QQQ Trust"]


def test_a_word_in_a_name(client, tickers):
    assert suggested(client, "copp") == {"NYSE:ZZZZ Spyglass Copper": "/tickers/NYSE:ZZZZ/"}


def test_a_headline_by_its_words_the_last_one_only_begun(client):
    article = make_article(headline="Copper prices rise", body="<p>Chile.</p>")
    make_article(headline="Other", body="<p>Copper prices.</p>")
    assert suggested(client, "copper pri") == {"Copper prices rise": article.get_absolute_url()}
    assert suggested(client, "rise copper") == {"Copper prices rise": article.get_absolute_url()}
    assert suggested(client, "co") == {}


def test_five_of_each_at_most(client):
    for number in range(7):
        make_ticker(exchange="NYSE", symbol=f"COP{number}", name="x")
        make_article(headline=f"Copper {number}")
    assert len(suggested(client, "cop")) == 10


@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled"])
def test_what_is_not_public_is_not_offered(client, state):
    later = {"published_at": timezone.now() + timedelta(seconds=5)} if state == "scheduled" else {}
    article = make_article(published=state != "draft", headline="Copper", **later)
    if state == "withdrawn":
        withdraw(article)
    assert suggested(client, "copper") == {}


def test_a_headline_is_escaped_and_marked(client):
    make_article(headline="<script>copper</script>")
    answer = client.get("/search/suggest/?q=copper").content.decode()
    assert "&lt;script&gt;<mark>copper</mark>&lt;/script&gt;" in answer


@pytest.mark.parametrize("typed", ["", " ", "\x00", "%", "'", '"', ":", "$", "a:b:c", "x" * 10_000, "\ud800", "東京"])
def test_nothing_is_too_odd(client, typed):
    assert client.get("/search/suggest/", {"q": typed.encode("utf-8", "replace")}).status_code == 200
