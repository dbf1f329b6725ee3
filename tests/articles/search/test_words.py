"""What a word is: the same for the index, the query and the marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.words import MAX_LENGTH, read, stem, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tariffs RISE", ["tariffs", "rise"]),
        ("AT&T and S&P 500", ["at&t", "and", "s&p", "500"]),
        ("Q4 10-K", ["q4", "10", "k"]),
        ("BRK.B fell.", ["brk.b", "fell"]),
        ("up 3.62%", ["up", "3.62", "%"]),
        ("3.62 percent, 3.62 pct", ["3.62", "%", "3.62", "%"]),
        ("1,234,567.8 and 3,5", ["1234567.8", "and", "3.5"]),
        ("$5.3bn", ["5.3", "bn"]),
        ("the U.S. and U.K.", ["the", "us", "and", "uk"]),
        ("company's O\u2019Neil don\u2019t", ["company", "oneil", "dont"]),
        ("Zürich naïve ﬁne Straße", ["zurich", "naive", "fine", "strasse"]),
        ("risk-off—now", ["risk", "off", "now"]),
        ("東京株式 up", ["東", "京", "株", "式", "up"]),
        ("рынок акций", ["рынок", "акции"]),
        ("a_b", ["a", "b"]),
        ("\x00\u200b|'\"*", []),
        ("", []),
    ],
)
def test_words(text, found):
    assert words(text) == found


@given(st.text(max_size=200))
def test_each_word_stands_where_it_is_said_to(text):
    found = list(read(text))
    assert [one.word for one in found] == words(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert " " not in one.word
        assert 0 < len(one.word) <= MAX_LENGTH
        assert "|" not in one.word


@given(st.text(alphabet="aZ09.,'&%$_- \u00e9", max_size=30))
def test_the_fast_way_for_plain_text_reads_the_same(text):
    assert words(text) == [one.word for one in read(text)]


def test_a_word_without_end_is_cut():
    assert words("x" * 10_000) == ["x" * MAX_LENGTH]


@pytest.mark.parametrize(
    ("word", "its"), [("tariffs", "tariff"), ("tariff", "tariff"), ("exporters", "export"), ("s", "s"), ("us", "us")]
)
def test_stems(word, its):
    assert stem(word) == its
