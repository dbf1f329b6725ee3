"""The door for prices: what goes in, what is passed over, what is kept aside."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from markets.choices import Decision
from markets.models import PastQuote, Quote, RejectedQuote, Split
from markets.reading import Reading
from markets.taking import Taken, take
from tests.factories import make_quote, make_ticker

pytestmark = pytest.mark.django_db
#: A Tuesday, at 11:00 in New York.
ELEVEN = datetime(2026, 2, 10, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


def reading(price="100", at=ELEVEN, **fields) -> Reading:
    return Reading(**{"price": Decimal(price), "as_of": at, "source": "Acme"} | fields)


def prices_of_the_past(ticker):
    return list(PastQuote.objects.filter(ticker=ticker).order_by("as_of").values_list("price", flat=True))


def test_the_first_price_goes_in_with_all_that_it_says():
    at = timezone.now() - timedelta(minutes=16)
    told = {"change": Decimal(1), "previous_close": Decimal(99), "currency": "USD", "session": "pre"}
    assert take(make_ticker(), reading(at=at, delay_minutes=15, **told)).taken == Taken.CREATED
    quote = Quote.objects.get()
    assert (quote.price, quote.change, quote.change_percent) == (Decimal(100), Decimal(1), Decimal("1.0101"))
    assert (quote.previous_close, quote.currency, quote.session, quote.delay_minutes) == (Decimal(99), "USD", "pre", 15)
    assert (quote.as_of, quote.source) == (at, "Acme")
    assert quote.received_at <= timezone.now()


def test_what_is_left_open_follows_from_the_rest_the_ticker_and_the_calendar():
    take(make_ticker(currency="CHF", exchange="NYSE"), reading(previous_close=Decimal(80), change=None))
    quote = Quote.objects.get()
    assert (quote.change, quote.change_percent) == (Decimal(20), Decimal(25))
    assert (quote.currency, quote.session, quote.delay_minutes) == ("CHF", "regular", None)


@pytest.mark.parametrize(
    ("at", "session"),
    [
        (ELEVEN.replace(hour=13), "pre"),
        (ELEVEN, "regular"),
        (ELEVEN.replace(hour=21), "closed"),  # the second of the close: the closing price
        (ELEVEN.replace(hour=22), "post"),
        (ELEVEN.replace(day=8), "closed"),
    ],
)
def test_the_session_is_that_of_the_exchange_at_that_time(at, session):
    take(make_ticker(exchange="NYSE"), reading(at=at))
    assert Quote.objects.get().session == session


def test_where_no_calendar_is_known_the_session_stays_open():
    take(make_ticker(exchange="FX"), reading())
    assert Quote.objects.get().session == ""


def test_every_price_that_goes_in_stays_in_the_past():
    ticker = make_ticker()
    take(ticker, reading("100"))
    take(ticker, reading("101", ELEVEN + HOUR))
    assert prices_of_the_past(ticker) == [100, 101]
    assert Quote.objects.get().price == 101


def test_an_older_price_is_passed_over():
    ticker = make_ticker()
    take(ticker, reading("100"))
    outcome = take(ticker, reading("99", ELEVEN - HOUR))
    assert outcome.taken == Taken.OLDER
    assert "which is newer" in outcome.why
    assert prices_of_the_past(ticker) == [100]


def test_the_same_price_again_changes_nothing():
    ticker = make_ticker()
    take(ticker, reading(change=Decimal(1)))
    received = Quote.objects.get().received_at
    assert take(ticker, reading(change=Decimal(1))).taken == Taken.UNCHANGED
    assert take(ticker, reading()).taken == Taken.UNCHANGED
    assert Quote.objects.get().received_at == received


def test_another_price_of_the_same_moment_takes_its_place():
    ticker = make_ticker()
    take(ticker, reading("100"))
    assert take(ticker, reading("101")).taken == Taken.UPDATED
    assert prices_of_the_past(ticker) == [101]


def test_what_belonged_to_the_price_before_is_not_kept():
    ticker = make_ticker()
    take(ticker, reading(change=Decimal(1), delay_minutes=None))
    take(ticker, reading("101", ELEVEN + HOUR))
    quote = Quote.objects.get()
    assert (quote.change, quote.change_percent, quote.previous_close) == (None, None, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"price": "-1"}, "price"),
        ({"at": timezone.now() + timedelta(hours=1)}, "as_of"),
        ({"currency": "usd"}, "currency"),
        ({"session": "lunch"}, "session"),
        ({"delay_minutes": -1}, "delay_minutes"),
        ({"source": ""}, "source"),
        ({"change": Decimal(1), "previous_close": Decimal(50)}, "previous_close"),
        ({"previous_close": Decimal(-1)}, "previous_close"),
    ],
)
def test_what_can_be_no_price_is_refused_by_field(fields, field):
    ticker = make_ticker()
    with pytest.raises(ValidationError) as error:
        take(ticker, reading(**fields))
    assert list(error.value.message_dict) == [field]
    assert not Quote.objects.exists()
    assert not RejectedQuote.objects.exists()


def test_a_clock_that_is_seconds_ahead_is_forgiven():
    at = timezone.now() + timedelta(seconds=20)
    take(make_ticker(), reading(at=at, delay_minutes=0))
    assert Quote.objects.get().as_of < at


def test_the_database_holds_no_price_of_the_future():
    quote = make_quote()
    with pytest.raises(IntegrityError, match="price_not_of_the_future"):
        Quote.objects.filter(pk=quote.pk).update(as_of=timezone.now() + HOUR)


@pytest.mark.parametrize(("price", "taken"), [("125", "updated"), ("75", "updated"), ("126", "aside"), ("74", "aside")])
def test_a_price_that_jumps_over_the_limit_is_kept_aside(settings, price, taken):
    settings.QUOTE_JUMP_PERCENT = 25
    ticker = make_ticker()
    take(ticker, reading("100"))
    outcome = take(ticker, reading(price, ELEVEN + HOUR))
    assert (outcome.taken == Taken.ASIDE) is (taken == "aside")
    assert Quote.objects.get().price == (100 if taken == "aside" else Decimal(price))
    if taken == "aside":
        side = "over" if price == "126" else "under"
        sentence = f"It is 26 % {side} the last price, 100 of Acme; more than 25 % is looked at first."
        assert RejectedQuote.objects.get().reason == sentence
        assert prices_of_the_past(ticker) == [100]


def test_a_recorded_split_is_no_jump():
    ticker = make_ticker()
    Split.objects.create(ticker=ticker, day=date(2026, 2, 11), new_shares=4)
    take(ticker, reading("100"))
    assert take(ticker, reading("25.50", ELEVEN + timedelta(days=1))).taken == Taken.UPDATED


def test_after_a_long_time_the_close_before_decides():
    ticker = make_ticker()
    take(ticker, reading("100"))
    month = ELEVEN + timedelta(days=30)
    assert take(ticker, reading("200", month)).taken == Taken.ASIDE
    assert take(ticker, reading("200", month, previous_close=Decimal(190))).taken == Taken.UPDATED


@pytest.mark.parametrize("price", ["1000", "10", "0"])
def test_but_no_time_is_so_long_that_a_price_moves_by_any_number_of_times(price):
    ticker = make_ticker()
    take(ticker, reading("100"))
    told = reading(price, ELEVEN + timedelta(days=200), previous_close=Decimal(price) or None)
    assert take(ticker, told).taken == Taken.ASIDE


def test_of_a_first_price_the_close_before_that_it_tells_is_looked_at():
    outcome = take(make_ticker(), reading("100", previous_close=Decimal(1)))
    assert outcome.taken == Taken.ASIDE
    assert "It is 9900 % over the close before, as it says" in outcome.why


def test_a_price_in_another_currency_is_kept_aside():
    outcome = take(make_ticker(currency="GBP"), reading(currency="USD"))
    assert outcome.taken == Taken.ASIDE
    assert "It is in USD" in outcome.why
    assert RejectedQuote.objects.get().currency == "USD"


@pytest.mark.parametrize(("delay", "taken"), [(15, Taken.ASIDE), (0, Taken.ASIDE), (None, Taken.CREATED)])
def test_an_old_price_is_odd_where_the_source_tells_it_as_that_of_now(settings, delay, taken):
    settings.QUOTE_STALE_HOURS = 96
    at = timezone.now() - timedelta(hours=97)
    assert take(make_ticker(), reading(at=at, delay_minutes=delay)).taken == taken


def test_of_a_ticker_and_a_source_only_the_last_odd_price_waits():
    ticker = make_ticker()
    take(ticker, reading("100"))
    for hours, price in enumerate(("200", "201", "201"), start=1):
        take(ticker, reading(price, ELEVEN + hours * HOUR))
    take(ticker, reading("300", ELEVEN + HOUR, source="Other"))
    assert set(RejectedQuote.objects.values_list("source", "price")) == {("Acme", 201), ("Other", 300)}


def test_what_was_dismissed_is_not_asked_about_again():
    ticker = make_ticker()
    take(ticker, reading("100"))
    take(ticker, reading("200", ELEVEN + HOUR))
    RejectedQuote.objects.update(decision=Decision.DISMISSED)
    outcome = take(ticker, reading("200", ELEVEN + 2 * HOUR))
    assert outcome.taken == Taken.ASIDE
    assert "An editor dismissed it." in outcome.why
    assert RejectedQuote.objects.count() == 1


def test_what_somebody_has_looked_at_goes_in():
    ticker = make_ticker()
    take(ticker, reading("100"))
    assert take(ticker, reading("200", ELEVEN + HOUR), looked_at=True).taken == Taken.UPDATED


def test_a_correction_may_be_older_and_takes_the_mistake_out_of_the_past():
    ticker = make_ticker()
    take(ticker, reading("100", ELEVEN + HOUR))
    take(ticker, reading("101", ELEVEN), corrects=True)
    assert prices_of_the_past(ticker) == [101]
    assert Quote.objects.get().as_of == ELEVEN


def test_the_last_price_before_a_moment_is_found_for_many_tickers_in_one_indexed_query():
    tickers = [make_ticker() for _ in range(50)]
    for ticker in tickers:
        for hour in range(3):
            PastQuote.objects.create(ticker=ticker, as_of=ELEVEN + hour * HOUR, price=hour + 1, source="x")
    never = make_ticker()
    with CaptureQueriesContext(connection) as queries:
        found = list(PastQuote.objects.last_at([*tickers, never], ELEVEN + 1.5 * HOUR))
    assert len(queries) == 1
    assert {one.ticker_id: one.price for one in found} == {ticker.pk: 2 for ticker in tickers}
    assert list(PastQuote.objects.last_at(tickers, ELEVEN - HOUR)) == []
    assert len(PastQuote.objects.last_at(tickers, ELEVEN)) == 50


@pytest.mark.only_on("sqlite", reason="PostgreSQL walks a table of few rows and is right to")
def test_the_last_prices_are_found_by_the_index_alone():
    plan = PastQuote.objects.last_at([make_ticker()], ELEVEN).explain()
    assert "SCAN" not in plan.replace("SCAN U", ""), plan
    assert "past_quote_once_a_moment" in plan or "markets_pastquote" in plan


@pytest.mark.only_on("sqlite", reason="PostgreSQL walks a table of few rows and is right to")
def test_the_last_prices_of_fifty_tickers_are_one_indexed_query_that_knows_nothing_of_their_past():
    tickers = [make_ticker() for _ in range(50)]
    for ticker in tickers:
        take(ticker, reading("100", ELEVEN))
        take(ticker, reading("101", ELEVEN + HOUR))
    with CaptureQueriesContext(connection) as queries:
        found = list(Quote.objects.filter(ticker__in=tickers))
    assert {one.price for one in found} == {101}
    [query] = queries
    assert "pastquote" not in query["sql"]
    plan = Quote.objects.filter(ticker__in=tickers).order_by().explain()
    assert "SEARCH markets_quote USING INDEX" in plan, plan
