"""Where to look in a text: whatever meets a term lies in a stretch that is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.marking import best_passage, matched
from articles.search.query import Term
from articles.search.spotting import ROUND, near
from articles.search.stemming import stem
from articles.search.words import read, words

FILLER = "alpha beta gamma delta " * 100


@pytest.mark.parametrize(
    ("word", "stands"),
    [
        ("us", "the U.S. said"),
        ("dont", "they don't know"),
        ("1234", "some 1,234 of them"),
        ("%", "some 3.62 percent more"),
        ("%", "some 3.62% more"),
        ("bn", "some $1.5bn more"),
        ("zurich", "in Zürich now"),
        ("lodz", "in Łódź now"),
        ("aegis", "the Ægis held"),
        ("capable", "its capabilities are"),
        ("sky", "the sky is"),
        ("skies", "blue skies are"),
        ("file", "filing a note"),
        ("at&t", "that AT&T fell"),
        ("brk.b", "that BRK.B fell"),
        ("oneil", "that O\u2019Neil left"),
        ("soft", "a so\u00adft word"),
    ],
)
def test_a_word_far_down_in_a_text_is_found(word, stands):
    [shown] = [best_passage([Term(word, words=(word,))], [f"{FILLER}{stands} {FILLER}"])]
    assert "<mark>" in shown
    assert shown.startswith("...")
    assert shown.endswith("...")


def test_only_what_is_near_is_read():
    [(begin, end)] = near([Term("copper", words=("copper",))], f"{FILLER}copper {FILLER}")
    assert end - begin < 2 * ROUND + 30


def test_a_text_without_the_word_is_not_read():
    assert list(near([Term("copper", words=("copper",))], FILLER)) == []


def test_words_far_apart_are_two_stretches_and_close_ones_one():
    term = [Term("tin", words=("tin",))]
    assert len(list(near(term, f"tin {FILLER} tin"))) == 2
    assert len(list(near(term, f"tin {FILLER[:300]} tin"))) == 1


def test_a_text_without_blanks_is_read_a_few_times_and_not_once_a_stretch():
    text = "\u4e2d" * 50_000
    term = Term("\u6587", words=("\u6587",))
    assert sum(end - begin for begin, end in near([term], text)) < 3 * len(text)
    assert "<mark>" in best_passage([term], [f"{text}\u6587{text}"])


LETTERS = st.text("abiels.,'& -%5U\u2019\u00e9\u00e6\u00ad\u4e2d\u0130", max_size=30)


@given(LETTERS, LETTERS)
def test_nothing_that_meets_a_term_is_passed_over(before, after):
    text = f"{before} {FILLER} {after}"
    found = list(read(text))
    for word in {*words(before), *words(after)}:
        term = Term(word, words=(word,))
        stretches = list(near([term], text))
        for match in matched([term], found):
            at = found[match.first]
            assert any(begin <= at.start and at.end <= end for begin, end in stretches), (word, stem(word), at)
