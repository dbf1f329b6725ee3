"""Key figures, each with its days; of a real share they are worked out here a second time, another way."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from markets.figures import figures, months_before
from markets.series import Span, adjusted, days_of, grouped
from tests.factories import make_ticker


def span(day: date, close: float = 10, low: float | None = None, high: float | None = None, volume: float | None = 5):
    return Span(day, day, close, close if high is None else high, close if low is None else low, close, volume)


def closes(*pairs: tuple[str, float]) -> list[Span]:
    return [span(date.fromisoformat(day), close) for day, close in pairs]


def returns(days: list[Span]) -> dict[str, tuple[Decimal, str]]:
    found = figures(days)
    assert found
    return {one.label: (one.percent, one.since.isoformat()) for one in found.returns}


def test_of_no_days_there_are_no_figures():
    assert figures([]) is None


def test_a_return_begins_at_the_close_of_that_day_or_the_last_one_before_it():
    days = closes(("2025-02-07", 50), ("2025-12-31", 80), ("2026-01-09", 90), ("2026-02-02", 95), ("2026-02-10", 100))
    assert returns(days) == {
        "1 week": (Decimal("5.26"), "2026-02-02"),
        "1 month": (Decimal("11.11"), "2026-01-09"),
        "Year to date": (Decimal("25.00"), "2025-12-31"),
        "1 year": (Decimal("100.00"), "2025-02-07"),
    }


def test_the_previous_close_is_that_of_the_trading_day_before():
    found = figures(closes(("2026-02-06", 95), ("2026-02-09", 100)))
    assert found.previous == (95, date(2026, 2, 6))
    assert figures(closes(("2026-02-09", 100))).previous is None


def test_a_return_that_goes_back_further_than_the_days_is_left_out():
    assert set(returns(closes(("2026-02-02", 95), ("2026-02-10", 100)))) == {"1 week"}


def test_a_price_that_was_nothing_has_no_return():
    assert returns(closes(("2026-02-02", 0), ("2026-02-10", 100))) == {}


def test_the_years_range_has_the_days_of_its_low_and_its_high_and_no_older_ones():
    days = [
        span(date(2025, 2, 10), low=1, high=99),
        span(date(2025, 6, 2), low=7),
        span(date(2025, 9, 1), high=14),
        span(date(2026, 2, 10)),
    ]
    found = figures(days)
    assert found
    assert (found.year_low.price, found.year_low.day) == (7, date(2025, 6, 2))
    assert (found.year_high.price, found.year_high.day) == (14, date(2025, 9, 1))


def test_the_average_volume_is_of_the_days_whose_volume_is_known():
    days = [span(date(2026, 2, 9), volume=4), span(date(2026, 2, 10), volume=None), span(date(2026, 2, 11), volume=8)]
    found = figures(days)
    assert found
    assert (found.volume, found.volume_days) == (6, 2)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 2, 10), 12, date(2025, 2, 10)),
        (date(2025, 12, 31), 1, date(2025, 11, 30)),
    ],
)
def test_a_month_before_is_the_same_day_or_the_last_one(day, months, before):
    assert months_before(day, months) == before


def test_days_before_a_split_are_told_in_the_shares_of_today():
    days = [span(date(2026, 2, 9), 400, volume=100), span(date(2026, 2, 10), 101, volume=390)]
    after = adjusted(days, [(date(2026, 2, 10), 4, 1)])
    assert [(one.close, one.volume) for one in after] == [(100, 400), (101, 390)]


def test_two_splits_work_together():
    days = [span(date(2026, 1, 5), 800), span(date(2026, 1, 6), 400), span(date(2026, 1, 7), 100)]
    after = adjusted(days, [(date(2026, 1, 7), 4, 1), (date(2026, 1, 6), 2, 1)])
    assert [one.close for one in after] == [100, 100, 100]


def test_many_days_are_told_by_week_and_more_by_month():
    days = [span(date(2026, 1, 5) + timedelta(days=number), number + 1, volume=1) for number in range(60)]
    assert grouped(days, 60) == ("day", days)
    unit, weeks = grouped(days, 20)
    assert (unit, len(weeks)) == ("week", 9)
    assert (weeks[0].first, weeks[0].last) == (date(2026, 1, 5), date(2026, 1, 11))
    assert (weeks[0].open, weeks[0].close, weeks[0].low, weeks[0].high, weeks[0].volume) == (1, 7, 1, 7, 7)
    assert grouped(days, 5)[0] == "month"


@pytest.mark.shared_data
@pytest.mark.django_db
def test_the_figures_of_a_real_share_are_those_of_its_file(shared_data):
    ticker = make_ticker(symbol="AAPL", exchange="NASDAQ")
    file = shared_data / "prices" / "aapl-daily-2015-2017.csv"
    call_command("import_bars", file, ticker="NASDAQ:AAPL", stdout=StringIO())
    found = figures(days_of(ticker))
    with file.open() as lines:
        rows = {row["Date"]: row for row in csv.DictReader(lines)}
    close = {day: Decimal(row["AAPL.Close"]) for day, row in rows.items()}
    year = [row for day, row in rows.items() if day > "2016-02-18"]
    assert found
    assert found.last.last == date(2017, 2, 16)
    assert Decimal(str(found.year_high.price)) == max(Decimal(row["AAPL.High"]) for row in year)
    assert Decimal(str(found.year_low.price)) == min(Decimal(row["AAPL.Low"]) for row in year)
    volumes = [int(row["AAPL.Volume"]) for row in list(rows.values())[-63:]]
    assert found.volume == sum(volumes) / 63
    for one, start in zip(found.returns, ("2017-02-09", "2017-01-13", "2016-12-30", "2016-02-16"), strict=True):
        assert one.since.isoformat() == start
        assert one.percent == round((close["2017-02-16"] / close[start] - 1) * 100, 2)
