"""The tags that cover some days: few, and every day of them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from articles.search.tags import FIRST_DAY, LAST_DAY, covering

MOST = 8


def test_some_days_are_covered_one_by_one():
    assert covering(date(2026, 2, 27), date(2026, 3, 1), MOST) == (
        date(2026, 2, 27),
        ["d2026-02-27", "d2026-02-28", "d2026-03-01"],
    )


def test_more_days_are_covered_by_their_months_which_begin_before_them():
    assert covering(date(2025, 12, 20), date(2026, 2, 3), MOST) == (
        date(2025, 12, 1),
        ["m2025-12", "m2026-01", "m2026-02"],
    )


def test_more_months_are_covered_by_their_years():
    assert covering(date(2024, 12, 31), date(2026, 2, 3), MOST) == (date(2024, 1, 1), ["y2024", "y2025", "y2026"])


@given(st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY), st.dates(FIRST_DAY, LAST_DAY))
def test_no_day_between_is_left_out(one, other, day):
    first, last = sorted([one, other])
    day = min(max(day, first), last)
    begins, tags = covering(first, last, MOST)
    assert begins <= first
    assert len({f"d{day}", f"m{day}"[:8], f"y{day}"[:5]} & {*tags}) == 1
    assert len(tags) <= MOST or tags[0].startswith("y")


@given(st.dates(FIRST_DAY, LAST_DAY), st.integers(0, 40_000))
def test_what_the_first_day_tells_covers_the_same_again(last, days):
    first = max(FIRST_DAY, last - timedelta(days=min(days, (last - FIRST_DAY).days)))
    begins, tags = covering(first, last, MOST)
    assert covering(max(begins, FIRST_DAY), last, MOST)[1] == tags
