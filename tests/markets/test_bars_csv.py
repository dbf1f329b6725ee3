"""Daily bars from files: what is read, what is refused and why, and that a second time changes nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from articles.symbols import Symbol
from articles.workflow import rename_ticker
from markets.models import Bar
from tests.factories import make_ticker

pytestmark = pytest.mark.django_db
HEADER = "date,open,high,low,close,volume,adjusted close"
GOOD = "2026-02-09,690,694.5,689.25,693.95,61000000,693.95"


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY", exchange="NYSE")


@pytest.fixture
def imported(tmp_path, spy):
    """What the command prints for a file with these lines."""

    def run(*lines: str, header: str = HEADER, ticker: str | None = "NYSE:SPY", **options) -> str:
        file = tmp_path / "bars.csv"
        file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        out, err = StringIO(), StringIO()
        try:
            call_command("import_bars", file, ticker=ticker, stdout=out, stderr=err, **options)
        except CommandError as error:
            err.write(str(error))
        return out.getvalue() + err.getvalue()

    return run


def test_a_bar_is_stored_as_it_stands_in_the_file(imported, spy):
    assert "1 created" in imported(GOOD, source="The exchange")
    bar = Bar.objects.get()
    assert (bar.ticker, bar.day, bar.source) == (spy, date(2026, 2, 9), "The exchange")
    assert (bar.open, bar.high, bar.low, bar.close) == tuple(map(Decimal, ("690", "694.5", "689.25", "693.95")))
    assert (bar.volume, bar.adjusted_close) == (61_000_000, Decimal("693.95"))


def test_columns_with_a_name_before_theirs_are_read_and_others_are_passed_over(imported):
    header = "Date,SPY.Open,SPY.High,SPY.Low,SPY.Close,SPY.Volume,SPY.Adjusted,mavg,direction"
    assert "1 created" in imported(f"{GOOD},680.1,Increasing", header=header)
    assert Bar.objects.get().adjusted_close == Decimal("693.95")


def test_what_is_not_known_is_left_open(imported):
    imported("2026-02-09,690,694.5,689.25,693.95", header="date,open,high,low,close")
    assert (Bar.objects.get().volume, Bar.objects.get().adjusted_close) == (None, None)


def test_the_same_file_again_changes_nothing(imported):
    imported(GOOD)
    assert "0 created, 0 updated, 1 unchanged" in imported(GOOD)


def test_a_bar_that_the_source_put_right_is_updated(imported):
    imported(GOOD)
    assert "1 updated" in imported(GOOD.replace("693.95", "694.01"))
    assert Bar.objects.get().close == Decimal("694.01")


def test_of_two_rows_of_a_day_the_later_one_counts_and_the_other_is_told(imported):
    said = imported(GOOD, GOOD.replace("693.95", "694.01"))
    assert "2026-02-09 stands again in line 3" in said
    assert Bar.objects.get().close == Decimal("694.01")


def test_a_file_may_name_its_tickers_row_by_row(imported, spy):
    make_ticker(symbol="QQQ", exchange="NASDAQ")
    imported(f"NYSE:SPY,{GOOD}", f"QQQ,{GOOD}", header=f"ticker,{HEADER}", ticker=None)
    assert {str(bar.ticker) for bar in Bar.objects.all()} == {"NYSE:SPY", "NASDAQ:QQQ"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (GOOD.replace("2026-02-09", "9 Feb"), "date is '9 Feb', which is no day such as 2026-02-10."),
        (GOOD.replace("2026-02-09", "2026-02-30"), "date is '2026-02-30', which is no day"),
        (GOOD.replace("2026-02-09", "2999-01-01"), "date is 2999-01-01, which is still to come."),
        (GOOD.replace("694.5", "693"), "do not hold the open"),
        (GOOD.replace("689.25", "691"), "do not hold the open"),
        (GOOD.replace("690,", "-690,"), "open is '-690', which is no price"),
        (GOOD.replace("690,", "NaN,"), "open is 'NaN', which is no price"),
        (GOOD.replace("690,", "1e99,"), "open is '1e99', which is no price"),
        (GOOD.replace("61000000", "many"), "volume is 'many', which is no whole number."),
        ("2026-02-09,690", "high is '', which is no price"),
    ],
)
def test_a_row_that_makes_no_sense_is_told_and_the_others_are_stored(imported, row, reason):
    said = imported(row, GOOD.replace("02-09", "02-10"))
    assert reason in said
    assert "bars.csv:2" in said
    assert [bar.day for bar in Bar.objects.all()] == [date(2026, 2, 10)]


def test_a_file_that_names_a_former_symbol_goes_on_with_the_past_of_the_ticker(imported, spy):
    imported(GOOD)
    rename_ticker(spy, Symbol("NYSE", "SPYX"), date(2026, 2, 10))
    assert "1 created" in imported("2026-02-10,694,695,693,694.5,60000000,694.5")
    assert list(Bar.objects.order_by("day").values_list("ticker", "close")) == [
        (spy.pk, Decimal("693.95")),
        (spy.pk, Decimal("694.5")),
    ]


def test_a_ticker_that_nobody_knows_is_told(imported):
    said = imported(f"NYSE:NONE,{GOOD}", header=f"ticker,{HEADER}", ticker=None)
    assert "There is no ticker NYSE:NONE." in said


def test_a_file_of_something_else_is_refused_in_a_sentence(imported):
    assert "it has no column open or high or low or close." in imported("1,2", header="date,price")
    assert "--ticker NASDAQ:AAPL" in imported(GOOD, ticker=None)


def test_a_ticker_that_is_not_listed_is_refused_before_anything_is_read(imported):
    assert "There is no ticker NYSE:NONE." in imported(GOOD, ticker="NYSE:NONE")
    assert not Bar.objects.exists()


@pytest.mark.parametrize("wrong", [{"low": 695}, {"high": 600}, {"low": -1}, {"volume": -5}])
def test_the_database_itself_refuses_a_bar_that_cannot_be(spy, wrong):
    values = {"open": 690, "high": 694, "low": 689, "close": 693, "volume": 1} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Bar.objects.create(ticker=spy, day=date(2026, 2, 9), source="x", **values)


@pytest.mark.shared_data
def test_two_years_of_a_real_share_are_506_bars(shared_data):
    make_ticker(symbol="AAPL", exchange="NASDAQ")
    file = shared_data / "prices" / "aapl-daily-2015-2017.csv"
    call_command("import_bars", file, ticker="NASDAQ:AAPL", stdout=StringIO())
    assert Bar.objects.count() == 506
    assert Bar.objects.earliest("day").close == Decimal("127.830002")
