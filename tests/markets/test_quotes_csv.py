from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from articles.exchange.reading import BadPath
from articles.exchange.report import Report
from articles.models import FormerSymbol
from markets.models import Quote
from markets.quotes_csv import import_quotes
from tests.factories import make_ticker

HEADER = "symbol,exchange,price,change,change_percent,as_of,source\n"
ROW = "SPY,NYSE,693.95,3.32,0.48,2026-02-09T16:00:00-05:00,Us\n"


@pytest.fixture
def spy(db):
    return make_ticker(symbol="SPY", exchange="NYSE")


@pytest.fixture
def load(tmp_path, spy):
    def run(text, header=HEADER):
        path = tmp_path / "quotes.csv"
        path.write_text(header + text)
        report = Report(tmp_path / "rejects.jsonl")
        import_quotes(path, report)
        return report

    return run


def counts(report):
    return next(report.lines("quote")).removeprefix("quote: ")


def test_a_quote_is_stored(load):
    assert counts(load(ROW)) == "1 created, 0 updated, 0 unchanged, 0 skipped, 0 failed"
    quote = Quote.objects.get()
    assert (quote.price, quote.change, quote.change_percent) == (Decimal("693.95"), Decimal("3.32"), Decimal("0.48"))
    assert (quote.as_of, quote.source) == (datetime(2026, 2, 9, 21, tzinfo=UTC), "Us")


def test_a_second_run_is_unchanged(load):
    load(ROW)
    assert counts(load(ROW)) == "0 created, 0 updated, 1 unchanged, 0 skipped, 0 failed"


def test_a_newer_price_updates_and_an_older_is_skipped_with_the_reason(load):
    load(ROW)
    newer = ROW.replace("693.95", "700.00").replace("02-09", "02-10")
    assert counts(load(newer)) == "0 created, 1 updated, 0 unchanged, 0 skipped, 0 failed"
    report = load(ROW)
    assert counts(report) == "0 created, 0 updated, 0 unchanged, 1 skipped, 0 failed"
    assert "which is newer" in report.skipped[0]
    assert Quote.objects.get().price == Decimal("700.00")


def test_of_two_prices_in_one_file_the_newer_stays(load):
    load(ROW.replace("693.95", "700.00").replace("02-09", "02-10") + ROW)
    assert Quote.objects.get().price == Decimal("700.00")


@pytest.mark.parametrize(("change", "percent"), [("3.32", ""), ("", "0.4807"), ("", "0.4807%")])
def test_the_change_is_worked_out_from_what_there_is(load, change, percent):
    row = f"SPY,NYSE,693.95,{change},{percent},2026-02-09T16:00:00-05:00,Us\n"
    load(row)
    quote = Quote.objects.get()
    assert round(quote.change, 2) == Decimal("3.32")
    assert round(quote.change_percent, 2) == Decimal("0.48")
    assert counts(load(row)) == "0 created, 0 updated, 1 unchanged, 0 skipped, 0 failed"


def test_the_exchange_may_be_left_out_where_one_ticker_bears_the_symbol(load):
    header = "symbol,price,as_of,source\n"
    load("SPY,1,2026-02-09T16:00:00-05:00,Us\n", header)
    assert Quote.objects.get().change is None
    make_ticker(symbol="SPY", exchange="LSE")
    report = load("SPY,1,2026-02-09T16:00:00-05:00,Us\nNYSE:SPY,1.2,2026-02-10T16:00:00-05:00,Us\n", header)
    assert "name the exchange" in report.failed[0]
    assert Quote.objects.get().price == Decimal("1.2")


def test_a_former_symbol_leads_to_the_ticker_of_today(load, spy):
    FormerSymbol.objects.create(ticker=spy, exchange="NYSE", symbol="OLD")
    load(ROW.replace("SPY", "OLD"))
    assert Quote.objects.get().ticker == spy


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("SPY", "NONE", "There is no ticker NYSE:NONE"),
        ("SPY", "!", "'NYSE:!' cannot be a ticker"),
        ("693.95", "", "price is missing"),
        ("693.95", "-1", "A price cannot be negative."),
        ("693.95", "cheap", "price is 'cheap', which is no number"),
        ("693.95", "NaN", "price is 'NaN'"),
        ("693.95", "1e5", "price is '1e5'"),
        ("693.95", "Infinity", "price is 'Infinity'"),
        ("693.95", "1" * 9, "price is '111111111'"),
        ("3.32", "x", "change is 'x'"),
        ("0.48", "-50", "It does not go with the change"),
        ("3.32", "693.95", "The change is all of the price"),
        ("3.32", "1000", "The change is larger than the price."),
        ("0.48", "x", "change_percent is 'x'"),
        ("0.48", "-100.01", "A price cannot fall by more than 100 %"),
        ("2026-02-09T16:00:00-05:00", "", "as_of is missing"),
        ("2026-02-09T16:00:00-05:00", "2026-02-09", "a price needs an hour"),
        ("2026-02-09T16:00:00-05:00", "soon", "as_of is 'soon'"),
        ("2026-02-09", "2126-02-09", "A price cannot be true in the future."),
        (",Us", ",", "source is missing"),
        (",Us", "," + "x" * 121, "source has 121 characters"),
    ],
)
def test_a_row_that_is_wrong_fails_with_its_line_and_reason(load, tmp_path, old, new, reason):
    report = load(ROW.replace(old, new, 1) + ROW)
    assert counts(report) == "1 created, 0 updated, 0 unchanged, 0 skipped, 1 failed"
    assert "quotes.csv:2:" in report.failed[0]
    assert reason in report.failed[0]
    assert (tmp_path / "rejects.jsonl").exists()


@pytest.mark.parametrize(("change", "percent"), [("99999998.999999", ""), ("", "-99.9999")])
def test_a_change_beyond_all_measure_fails(load, change, percent):
    report = load(f"SPY,NYSE,99999999,{change},{percent},2026-02-09T16:00:00-05:00,Us\n")
    assert "beyond all measure" in report.failed[0]
    assert not Quote.objects.exists()


def test_what_is_no_list_of_quotes_is_told_in_one_sentence(load):
    with pytest.raises(BadPath, match="no column as_of or price or source"):
        load("", "symbol,name\n")
