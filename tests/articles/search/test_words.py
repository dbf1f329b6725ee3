"""What a word is: the same for the index, the query and the marks."""

from __future__ import annotations

import itertools
import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.stemming import stem
from articles.search.words import MAX_LENGTH, read, words


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
        ("U.S.'s U.S.\u2019s U.S.'S U.S.'sx", ["us", "us", "us", "us", "sx"]),
        ("BRK.B's BRK.B\u2019s", ["brk.b", "brk.b"]),
        ("company's O\u2019Neil don\u2019t", ["company", "oneil", "dont"]),
        ("company\uff07s AT\uff06T 3.62\uff05", ["company", "at&t", "3.62", "%"]),
        ("Zürich naïve ﬁne Straße", ["zurich", "naive", "fine", "strasse"]),
        ("Łódź Ørsted Æsir Þór Đà \u0131s\u0131", ["lodz", "orsted", "aesir", "thor", "da", "isi"]),
        ("com\u00adpany a\u200db \u00ad", ["company", "ab"]),
        ("risk-off—now", ["risk", "off", "now"]),
        ("東京株式 up", ["東", "京", "株", "式", "up"]),
        ("ตลาดไทย up", ["ต", "ล", "า", "ด", "ไ", "ท", "ย", "up"]),
        ("\uff83\uff7d\uff84", ["テ", "ス", "ト"]),
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


@given(st.text(alphabet="aZsS09.,'&%$_- \u00e9", max_size=30))
def test_the_fast_way_for_plain_text_reads_the_same(text):
    assert words(text) == [one.word for one in read(text)]


def test_a_word_without_end_is_cut():
    assert words("x" * 10_000) == ["x" * MAX_LENGTH]


@pytest.mark.parametrize(
    ("word", "its"), [("tariffs", "tariff"), ("tariff", "tariff"), ("exporters", "export"), ("s", "s"), ("us", "us")]
)
def test_stems(word, its):
    assert stem(word) == its


BEGINNINGS = [
    "",
    "a",
    "b",
    "tr",
    "relat",
    "hopp",
    "siz",
    "cry",
    "gener",
    "technol",
    "adopt",
    "possib",
    "yel",
    "ox",
    "øst",
]
ENDINGS = [
    "", "s", "ss", "sses", "ies", "y", "e", "ed", "eed", "ing", "at", "bl", "iz", "ll", "tt", "ational", "tional",
    "enci",
    "anci", "izer", "abli", "bli", "alli", "entli", "eli", "ousli", "ization", "ation", "ator", "alism", "iveness",
    "fulness", "ousness", "aliti", "iviti", "biliti", "logi", "logy", "icate", "ative", "alize", "iciti", "ical", "ful",
    "ness", "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ion",
    "ou",
    "ism", "ate", "iti", "ous", "ive", "ize", "ly", "ably", "ibly",
]  # fmt: skip
NAMED = ["technology", "possibly", "trekking", "ies", "eed", "ing", "øring", "łodzing", "рынки", "s", "at&t", "brk.b"]


def test_a_stem_is_what_sqlite_makes_of_the_word():
    chosen = random.Random(1980)
    letters = ["".join(chosen.choices("aeiouybdlnrstxz", k=chosen.randint(1, 9))) for _ in range(2_000)]
    ended = map("".join, itertools.product(BEGINNINGS, ENDINGS, ["", "s", "ed", "ing", "ly"]))
    made = [word + chosen.choice(ENDINGS) for word in letters]
    tried = sorted({*ended, *made, *NAMED, "x" * 60 + "ings", "x" * 61 + "ings", "ж" * 31 + "ing"} - {""})
    assert len(tried) > 5_000
    assert {word: stem(word) for word in tried} == sqlite_stems(tried)


def sqlite_stems(tried: list[str]) -> dict[str, str]:
    """The word -> what the tokeniser of our index makes of it; each is a row, and has its number."""
    with sqlite3.connect(":memory:") as database:
        database.execute(
            """CREATE VIRTUAL TABLE t USING fts5(
                word, tokenize="porter unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")"""
        )
        database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(t, instance)")
        database.executemany("INSERT INTO t(rowid, word) VALUES (?, ?)", enumerate(tried))
        found = dict(database.execute("SELECT doc, term FROM stems"))
    database.close()
    return {word: found[number] for number, word in enumerate(tried)}
