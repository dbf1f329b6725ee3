"""Prices are asked for: of whom, when, and what becomes of them where somebody fails."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import TickerSentiment
from markets import backfilling, refreshing
from markets.models import Asked, Bar, MarketStripEntry, PastQuote, ProviderState, Quote, RejectedQuote
from markets.providers import asking, class_of
from markets.providers.provider import Day, ProviderError, Throttled
from markets.reading import Reading
from markets.refreshing import refresh
from markets.taking import Taken
from markets.wanted import days_missing, seen, wanted
from tests.factories import make_article, make_quote, make_ticker

pytestmark = pytest.mark.django_db
#: 11:00 in New York on a Tuesday.
OPEN = datetime(2026, 2, 10, 16, tzinfo=UTC)
CLOSE = datetime(2026, 2, 10, 21, tzinfo=UTC)


@pytest.fixture
def at(time_machine):
    time_machine.move_to(OPEN, tick=False)
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture(autouse=True)
def providers(settings, monkeypatch):
    """Two providers whose answers a test sets: `say["finnhub"]` is a price, an error, or what makes a reading."""
    settings.QUOTE_PROVIDERS = ["finnhub", "tiingo"]
    settings.QUOTE_KEYS = {"finnhub": "key", "tiingo": "key"}
    say: dict[str, object] = {}
    asked: list[tuple[str, list[str]]] = []

    def quotes(provider, tickers):
        asked.append((provider.name, [ticker.symbol for ticker in tickers]))
        said = say.get(provider.name)
        if isinstance(said, Exception):
            raise said
        if said is None:
            return {}
        at = timezone.now()
        return {
            one.pk: Reading(price=Decimal(said), as_of=at, source=provider.attribution)
            if isinstance(said, (str, int))
            else said(one)
            for one in tickers
        }

    for name in ("finnhub", "tiingo"):
        monkeypatch.setattr(class_of(name), "quotes", quotes)
    say["asked"] = asked  # type: ignore[assignment]
    return say


def on_strip(**fields):
    ticker = make_ticker(**fields)
    MarketStripEntry.objects.create(ticker=ticker, position=MarketStripEntry.objects.count() + 1)
    return ticker


# Which ------------------------------------------------------------------------------------------


def test_only_tickers_that_readers_can_see_are_asked_for_those_in_the_news_first(at):
    old, new, draft, unused, gone = (make_ticker(symbol=name) for name in ("OLD", "NEW", "DRAFT", "UNUSED", "GONE"))
    for ticker, days in ((old, 3), (new, 1), (gone, 1)):
        TickerSentiment.objects.create(article=make_article(published_at=OPEN - timedelta(days=days)), ticker=ticker)
    TickerSentiment.objects.create(article=make_article(published=False), ticker=draft)
    TickerSentiment.objects.create(article=make_article(published_at=OPEN + timedelta(days=1)), ticker=unused)
    gone.active = False
    gone.save()
    on_strip(symbol="STRIP")
    assert [ticker.symbol for ticker in seen()] == ["STRIP", "NEW", "OLD"]


def test_no_more_than_the_setting_says(at, settings):
    settings.QUOTE_TICKERS = 2
    for _ in range(3):
        on_strip()
    assert len(seen()) == 2


def test_what_is_wanted_costs_two_queries_whatever_the_number(at):
    for _ in range(5):
        on_strip()
    with CaptureQueriesContext(connection) as queries:
        assert len(wanted(OPEN)) == 5
    assert len(queries) == 2


# When -------------------------------------------------------------------------------------------


def asked(ticker, when, answered=None, in_vain=0):
    Asked.objects.update_or_create(ticker=ticker, defaults={"at": when, "answered_at": answered, "in_vain": in_vain})


def test_while_the_exchange_is_open_each_minute(at):
    ticker = on_strip()
    assert wanted(OPEN) == [ticker]
    asked(ticker, OPEN, OPEN)
    assert wanted(OPEN + timedelta(seconds=59)) == []
    assert wanted(OPEN + timedelta(seconds=60)) == [ticker]


def test_after_the_close_until_its_price_has_come_and_then_no_more(at):
    ticker = on_strip()
    at(CLOSE)
    make_quote(ticker, as_of=CLOSE - timedelta(seconds=1))
    asked(ticker, CLOSE - timedelta(seconds=30), CLOSE - timedelta(seconds=30))
    assert wanted(CLOSE + timedelta(minutes=5)) == [ticker]
    asked(ticker, CLOSE + timedelta(minutes=21), CLOSE + timedelta(minutes=21))
    assert wanted(CLOSE + timedelta(minutes=40)) == []
    assert wanted(CLOSE + timedelta(hours=12)) == []
    assert wanted(CLOSE + timedelta(hours=18)) == [ticker]  # the next morning


def test_a_source_that_has_the_close_hours_later_is_asked_each_hour_and_not_for_ever(at):
    ticker = on_strip()
    make_quote(ticker, as_of=CLOSE - timedelta(days=1))
    friday = datetime(2026, 2, 13, 21, tzinfo=UTC)
    asked(ticker, friday + timedelta(minutes=30), friday + timedelta(minutes=30))
    assert wanted(friday + timedelta(minutes=80)) == []
    assert wanted(friday + timedelta(minutes=90)) == [ticker]
    assert wanted(friday + timedelta(hours=31)) == []


def test_not_on_a_holiday(at):
    ticker = on_strip()
    at(datetime(2026, 2, 13, 21, 30, tzinfo=UTC))
    make_quote(ticker, as_of=datetime(2026, 2, 13, 21, tzinfo=UTC) - timedelta(minutes=1))
    asked(ticker, *[datetime(2026, 2, 13, 21, 30, tzinfo=UTC)] * 2)
    assert wanted(datetime(2026, 2, 16, 16, tzinfo=UTC)) == []  # Washington's birthday


def test_where_no_calendar_is_known_each_quarter_of_an_hour(at):
    ticker = on_strip(symbol="EURUSD", exchange="FX", kind="currency_pair")
    asked(ticker, OPEN, OPEN)
    assert wanted(OPEN + timedelta(minutes=14)) == []
    assert wanted(OPEN + timedelta(minutes=15)) == [ticker]


def test_currencies_have_a_weekend(at):
    ticker = on_strip(symbol="EURUSD", exchange="FX", kind="currency_pair")
    asked(ticker, OPEN, OPEN)
    friday, sunday = datetime(2026, 2, 13, 22, tzinfo=UTC), datetime(2026, 2, 15, 22, tzinfo=UTC)  # 17:00 in New York
    minute = timedelta(minutes=1)
    assert [bool(wanted(one)) for one in (friday - minute, friday, sunday - minute, sunday)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_what_nobody_knows_is_asked_for_ever_more_rarely(at):
    ticker = on_strip()
    for times, hours in ((1, 1), (2, 2), (3, 4), (9, 24)):
        asked(ticker, OPEN, None, times)
        day = timedelta(hours=hours)
        assert wanted(OPEN + day - timedelta(minutes=1)) == []
        assert wanted(OPEN + day) == [ticker]


# What becomes of it -----------------------------------------------------------------------------


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


def command(name="refresh_quotes", *arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), ""


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


# Days -------------------------------------------------------------------------------------------


@pytest.fixture
def days(monkeypatch, settings):
    """Tiingo has these days; `asked` are the spans that it was asked for."""
    settings.BARS_BACKFILL_DAYS = 7
    have: dict[str, object] = {"days": [], "asked": []}

    def bars(provider, ticker, since, until):
        have["asked"].append((since, until))  # type: ignore[attr-defined]
        if isinstance(have["days"], Exception):
            raise have["days"]
        return [Day(day, *[Decimal(price)] * 4) for day, price in have["days"]]  # type: ignore[attr-defined]

    monkeypatch.setattr(class_of("tiingo"), "bars", bars)
    return have


WEEK = [date(2026, 2, day) for day in (2, 3, 4, 5, 6, 9)]


def test_missing_are_trading_days_that_are_over_and_have_no_bar(at, settings):
    settings.BARS_BACKFILL_DAYS = 7
    ticker = on_strip()
    assert days_missing(ticker, OPEN) == WEEK
    Bar.objects.create(ticker=ticker, day=WEEK[1], open=1, high=1, low=1, close=1, source="x")
    assert days_missing(ticker, OPEN) == [WEEK[0], *WEEK[2:]]
    assert days_missing(ticker, CLOSE + timedelta(hours=1))[-1] == WEEK[-1]
    assert days_missing(ticker, CLOSE + timedelta(hours=4))[-1] == date(2026, 2, 10)


def test_missing_days_are_stored_and_those_that_are_there_are_left_alone(at, days):
    ticker = on_strip()
    Bar.objects.create(ticker=ticker, day=WEEK[2], open=9, high=9, low=9, close=9, source="Ours")
    days["days"] = [(day, 5) for day in WEEK]
    assert backfilling.backfill(ticker) == 5
    assert days["asked"] == [(WEEK[0], WEEK[-1])]
    assert list(Bar.objects.order_by("day").values_list("close", "source")) == [
        (9, "Ours") if day == WEEK[2] else (5, "Tiingo") for day in WEEK
    ]
    assert backfilling.backfill(ticker) == 0
    assert len(days["asked"]) == 1


def test_a_ticker_whose_days_came_is_not_due_before_the_next_close(at, days):
    ticker = on_strip()
    days["days"] = [(WEEK[0], 5)]
    assert backfilling.due() == [ticker]
    backfilling.backfill(ticker)
    assert backfilling.due() == []
    at(CLOSE + timedelta(hours=4))
    assert backfilling.due() == [ticker]


def test_a_provider_that_fails_leaves_the_ticker_due(at, days):
    ticker = on_strip()
    days["days"] = ProviderError("no")
    with pytest.raises(ProviderError):
        backfilling.backfill(ticker)
    assert backfilling.due() == [ticker]


def test_the_command_goes_on_where_one_ticker_fails_and_says_what_came_of_it(at, days):
    on_strip(), on_strip()
    days["days"] = [(WEEK[0], 5)]
    assert command("backfill_bars") == ("2 of 2 tickers, 2 new days.\n", "", "")
    days["days"] = ProviderError("Tiingo broke off.")
    out, err, verdict = command("backfill_bars")
    assert out == "0 of 2 tickers, 0 new days.\n"
    assert err.count("Tiingo broke off.") == 1
    assert "run it again later" in verdict


def test_the_command_says_how_far_back(at, days):
    on_strip()
    command("backfill_bars", "--since", "2025-12-29")
    assert days["asked"][0][0] == date(2025, 12, 29)


def test_asking_is_bounded():
    """Whatever a provider does, one of its requests ends within this."""
    worst = asking.ATTEMPTS * (asking.CONNECT + asking.WHOLE + asking.READ) + (asking.ATTEMPTS - 1) * asking.PATIENCE
    assert worst < 100
