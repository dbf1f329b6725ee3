"""Pure functions on words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<p>Profit &amp; loss</p>", "Profit & loss"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<h2>Title</h2><ul><li>a</li><li>b</li></ul>", "Title\na\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<p>an <strong>im</strong>portant word</p>", "an important word"),
        ("<p>a\u00a0b&nbsp;c</p>", "a b c"),
        ("", ""),
    ],
)
def test_plain_is_the_text_with_blocks_apart(html, expected):
    assert text.plain(html) == expected


def test_an_excerpt_is_the_first_hundred_characters_and_three_dots():
    assert text.excerpt("a" * 101) == "a" * 100 + "..."


def test_a_text_of_a_hundred_characters_is_left_whole():
    assert text.excerpt("a" * 100) == "a" * 100


def test_an_excerpt_has_no_space_before_its_dots():
    assert text.excerpt("a" * 99 + " bcd") == "a" * 99 + "..."


def test_an_excerpt_has_single_spaces():
    assert text.excerpt("one\n\n two") == "one two"


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (230, 1), (231, 2), (700, 4)])
def test_reading_takes_whole_minutes_and_at_least_one(words, minutes):
    assert text.reading_minutes(f"<p>{'word ' * words}</p>") == minutes


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Stocks rise 2%", "stocks-rise-2"),
        ("Überraschung für die Börse", "uberraschung-fur-die-borse"),
        ("北京", ""),
        ("one two three " * 10, "one-two-three-one-two-three-one-two-three-one-two-three-one-two-three-one-two"),
        ("x" * 90, "x" * 80),
    ],
)
def test_a_slug_is_short_and_cut_between_words(headline, slug):
    assert text.short_slug(headline) == slug


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("The fund (NYSE:SPY) rose", ["NYSE:SPY"]),
        ("(NYSE: SPY) and (Nasdaq : QQQ)", ["NYSE:SPY", "NASDAQ:QQQ"]),
        ("(NYSE Arca:SPY)", ["NYSE:SPY"]),
        ("(NYSEARCA:SPY) and (NYSE:SPY)", ["NYSE:SPY"]),
        ("Berkshire (NYSE:BRK.B), (NYSE:BRK-A)", ["NYSE:BRK.B", "NYSE:BRK-A"]),
        ("$SPY rose, $BRK.B too", ["SPY", "BRK.B"]),
        ("It cost $5 and US$SPY", []),
        ("(Q4:UP) and NOTE:THIS", []),
        ("at 14:30", []),
        ("$spy", []),
        ("(NYSE:SPY; NASDAQ: QQQ, NYSE Arca:GLD) and (NYSE:A)", ["NYSE:SPY", "NASDAQ:QQQ", "NYSE:GLD", "NYSE:A"]),
        ("(NYSE:SPY, up 3%)", ["NYSE:SPY"]),
        ("The NYSE: A history", []),
        ("(The NYSE: A, and the NYSE: B)", []),
        ("NYSE:SPY rose", []),
        ("$QQQ after (NYSE:SPY)", ["QQQ", "NYSE:SPY"]),
    ],
)
def test_tickers_are_spotted_in_prose_once_and_in_order(prose, found):
    assert [str(symbol) for symbol in text.spot_tickers(prose)] == found


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Zürich", "zurich"),
        ("\u201cQuoted\u201d \u2018it\u2019s\u2019", "\"quoted\" 'it's'"),
        ("a \u2013 b \u2014 c", "a - b - c"),
        ("  two\n words ", "two words"),
        ("STRASSE straße", "strasse strasse"),
    ],
)
def test_folding_makes_spellings_comparable(typed, folded):
    assert text.fold(typed) == folded


@given(st.text())
def test_folding_what_is_folded_changes_little(typed):
    assert text.fold(text.fold(typed)) == text.fold(text.fold(text.fold(typed)))


@given(st.text())
def test_no_text_is_too_odd_to_be_read(typed):
    list(text.spot_tickers(typed))
    assert text.reading_minutes(typed) >= 1
    assert len(text.excerpt(typed)) <= 103
    assert len(text.short_slug(typed)) <= 80
