"""Prices are asked for: of whom, and what becomes of them where somebody fails."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from markets import refreshing
from markets.models import Asked, PastQuote, ProviderState, Quote, RejectedQuote
from markets.providers import asking, class_of
from markets.providers.provider import ProviderError, Throttled
from markets.reading import Reading
from markets.refreshing import refresh
from markets.taking import Taken
from markets.wanted import seen, wanted
from tests.factories import make_quote, make_ticker
from tests.markets.asking.newsstand import CLOSE, OPEN, command, on_strip

pytestmark = pytest.mark.django_db


def test_a_price_goes_in_by_the_door(at, providers):
    ticker = on_strip()
    providers["finnhub"] = "101.5"
    run = refresh([ticker])
    assert str(run) == "1 ticker: 1 created."
    quote = Quote.objects.get()
    assert (quote.price, quote.source, quote.session) == (Decimal("101.5"), "Finnhub", "regular")
    assert PastQuote.objects.count() == 1
    assert Asked.objects.get().answered_at == OPEN


def test_when_one_fails_the_next_is_asked(at, providers):
    ticker = on_strip()
    providers["finnhub"], providers["tiingo"] = ProviderError("Finnhub broke off."), "7"
    run = refresh([ticker])
    assert (run.problems, Quote.objects.get().source) == (["Finnhub broke off."], "Tiingo")


def test_what_the_first_lacks_the_next_is_asked_for(at, providers):
    tickers = [on_strip(symbol="A"), on_strip(symbol="B")]
    providers["finnhub"] = lambda one: None if one.symbol == "A" else Reading(price=Decimal(1), as_of=OPEN, source="F")
    providers["tiingo"] = "2"
    refresh(tickers)
    assert dict(Quote.objects.values_list("ticker__symbol", "source")) == {"A": "Tiingo", "B": "F"}
    assert providers["asked"] == [("finnhub", ["A"]), ("finnhub", ["B"]), ("tiingo", ["A"])]


def test_when_all_fail_the_stored_price_stays_and_is_asked_for_again_soon(at, providers):
    ticker = on_strip()
    make_quote(ticker, as_of=OPEN - timedelta(hours=1))
    providers["finnhub"], providers["tiingo"] = ProviderError("no"), Throttled("too often")
    run = refresh([ticker])
    assert (run.unasked, run.unknown, len(run.problems)) == ({ticker.pk}, set(), 2)
    assert Quote.objects.get().price == 100
    assert Asked.objects.get().in_vain == 0
    assert wanted(OPEN + timedelta(minutes=1)) == [ticker]


def test_what_nobody_knows_is_remembered(at, providers):
    ticker = on_strip()
    run = refresh([ticker])
    assert (run.unknown, str(run)) == ({ticker.pk}, "1 ticker: 1 that nobody knows.")
    refresh([ticker])
    assert Asked.objects.get().in_vain == 2
    providers["finnhub"] = "1"
    refresh([ticker])
    assert Asked.objects.get().in_vain == 0


def test_one_that_fails_is_not_asked_for_the_other_tickers(at, providers):
    tickers = [on_strip() for _ in range(3)]
    providers["finnhub"], providers["tiingo"] = Throttled("too often", timedelta(minutes=5)), "1"
    refresh(tickers)
    refresh(tickers)
    assert [name for name, _ in providers["asked"]] == ["finnhub", "tiingo", "tiingo"]
    assert ProviderState.objects.get(name="finnhub").rests_until == OPEN + timedelta(minutes=5)


def test_a_bad_tick_is_kept_aside_and_the_next_is_asked(at, providers):
    ticker = on_strip()
    make_quote(ticker, as_of=OPEN - timedelta(hours=1))
    providers["finnhub"], providers["tiingo"] = "1000", "101"
    run = refresh([ticker])
    assert run.outcomes == {ticker.pk: Taken.UPDATED}
    assert Quote.objects.get().price == 101
    assert RejectedQuote.objects.get().price == 1000


def test_nonsense_of_one_ticker_does_not_stop_the_others(at, providers):
    tickers = [on_strip(symbol="A"), on_strip(symbol="B")]
    later = OPEN + timedelta(days=1)
    providers["finnhub"] = lambda one: Reading(price=Decimal(1), as_of=later if one.symbol == "A" else OPEN, source="F")
    run = refresh(tickers)
    assert run.problems == ["NYSE:A from Finnhub: A price cannot be true in the future."]
    assert Quote.objects.get().ticker.symbol == "B"


def test_a_run_ends_in_time_and_leaves_the_rest(at, providers, monkeypatch):
    monkeypatch.setattr(refreshing, "LONGEST", -1.0)
    ticker = on_strip()
    assert refresh([ticker]).unasked == {ticker.pk}
    assert providers["asked"] == []


def test_no_transaction_is_open_while_a_provider_is_asked(at, providers, transactional_db):
    providers["finnhub"] = lambda one: pytest.fail("in a transaction") if connection.in_atomic_block else None
    refresh([on_strip()])
    assert providers["asked"]


def test_where_the_budget_is_small_each_ticker_has_its_turn(at, providers, settings):
    settings.QUOTE_PROVIDERS = ["finnhub"]
    settings.QUOTE_BUDGETS = {"finnhub": 4}
    for name in ("A", "B", "C"):
        on_strip(symbol=name)
    providers["finnhub"] = "1"
    assert refresh(wanted(OPEN)[:2]).unasked == set()
    at(OPEN + timedelta(minutes=1))
    run = refresh(wanted(timezone.now()))
    assert [symbol for _, [symbol] in providers["asked"]] == ["A", "B", "C", "A"]
    assert len(run.unasked) == 1
    assert [ticker.symbol for ticker in wanted(timezone.now())] == ["B"]


def test_who_has_closing_prices_only_is_not_asked_for_what_we_have(at, providers, monkeypatch):
    monkeypatch.setattr(class_of("tiingo"), "closes_after", timedelta(hours=2))
    ticker = on_strip()
    make_quote(ticker, as_of=CLOSE - timedelta(days=1))
    providers["finnhub"], providers["tiingo"] = ProviderError("no"), "101"
    names = []
    for moment in (OPEN, CLOSE + timedelta(minutes=30), CLOSE + timedelta(minutes=130)):
        at(moment)
        providers["asked"].clear()
        refresh(list(seen()))
        names.append([name for name, _ in providers["asked"]])
    assert names == [["finnhub"], ["finnhub"], ["finnhub", "tiingo"]]


def test_a_file_that_says_what_it_said_before_keeps_nobody_from_being_asked(at, providers, settings, tmp_path):
    settings.QUOTE_PROVIDERS = ["files", "finnhub"]
    settings.QUOTE_FILES = tmp_path
    row = "SPY,NYSE,100,2026-02-10T10:00:00-05:00,Us\n"
    (tmp_path / "quotes.csv").write_text("symbol,exchange,price,as_of,source\n" + row)
    ticker = on_strip(symbol="SPY")
    assert str(refresh([ticker])) == "1 ticker: 1 created."
    assert providers["asked"] == []
    assert str(refresh([ticker])) == "1 ticker: 1 unchanged."
    assert len(providers["asked"]) == 1
    providers["finnhub"] = "101"
    assert str(refresh([ticker])) == "1 ticker: 1 updated."
    assert Asked.objects.get().in_vain == 0


# The command ------------------------------------------------------------------------------------


def test_the_command_asks_for_what_is_due_and_twice_changes_nothing(at, providers):
    on_strip()
    providers["finnhub"] = "5"
    assert command() == ("1 ticker: 1 created.\n", "", "")
    assert command() == ("0 tickers: nothing to do.\n", "", "")
    assert command("refresh_quotes", "--all") == ("1 ticker: 1 unchanged.\n", "", "")


def test_the_command_takes_tickers_by_name(at, providers):
    make_ticker(symbol="ABC")
    providers["finnhub"] = "5"
    assert command("refresh_quotes", "NYSE:ABC")[0] == "1 ticker: 1 created.\n"
    assert command("refresh_quotes", "NYSE:ZZZ")[2] == "There is no ticker NYSE:ZZZ."


def test_the_command_fails_where_somebody_failed_and_says_who(at, providers):
    on_strip()
    providers["finnhub"], providers["tiingo"] = ProviderError("Finnhub broke off."), ProviderError("Tiingo, too.")
    out, err, verdict = command()
    assert (out, err) == ("1 ticker: 1 not asked for.\n", "Finnhub broke off.\nTiingo, too.\n")
    assert "what is stored stays" in verdict


def test_without_anybody_to_ask_the_command_says_so(settings):
    settings.QUOTE_PROVIDERS = ["tiingo"]
    settings.QUOTE_KEYS = {}
    assert "There is nobody to ask" in command()[2]
    assert "There is nobody to ask" in command("backfill_bars")[2]


def test_asking_is_bounded():
    """Whatever a provider does, one of its requests ends within this."""
    worst = asking.ATTEMPTS * (asking.CONNECT + asking.WHOLE + asking.READ) + (asking.ATTEMPTS - 1) * asking.PATIENCE
    assert worst < 100
