"""What the reader typed, understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import parse
from articles.search.query import MAX_LENGTH, MAX_TERMS


@pytest.mark.parametrize(
    ("typed", "words", "phrases", "without"),
    [
        ("tariff", ("tariff",), (), ()),
        ("copper  tariff", ("copper", "tariff"), (), ()),
        ('"rare earths" china', ("china",), ("rare earths",), ()),
        ("\u201crare earths\u201d", (), ("rare earths",), ()),
        ("tariff -steel", ("tariff",), (), ("steel",)),
        ('tariff -"rare earths"', ("tariff",), (), ("rare earths",)),
        ("Zürich TARIFF", ("zurich", "tariff"), (), ()),
        ("$SPY", ("spy",), (), ()),
        ("BRK.B", ("brk.b",), (), ()),
        ("tariff-free", ("tariff-free",), (), ()),
        ('"half a phrase', (), ("half a phrase",), ()),
        ("NEAR(a b) OR NOT *", ("near(a", "b)", "or", "not"), (), ()),
        ("headline:x", ("headline:x",), (), ()),
    ],
)
def test_words_phrases_and_what_is_left_out_are_told_apart(typed, words, phrases, without):
    query = parse(typed)
    assert (query.words, query.phrases, query.without) == (words, phrases, without)


@pytest.mark.parametrize("typed", ["", " ", '"', '""', "-", "--", "* ( ) ^ +", "_", "- -", "\x00\x01", "👍", '"..."'])
def test_what_has_no_word_is_nothing_to_look_for(typed):
    assert not parse(typed)


def test_a_sign_among_words_is_passed_over():
    assert parse("copper _ & tariff").words == ("copper", "tariff")


def test_leaving_out_alone_is_nothing_to_look_for():
    query = parse("-steel")
    assert query.without == ("steel",)
    assert not query


def test_the_text_is_kept_as_it_was_used():
    assert parse("  Copper\t\x00tariff\n").text == "Copper tariff"


@pytest.mark.parametrize(("length", "cut"), [(MAX_LENGTH, False), (MAX_LENGTH + 1, True)])
def test_more_than_five_hundred_characters_are_cut_and_said(length, cut):
    query = parse("x" * length)
    assert (len(query.text), query.cut) == (500, cut)


def test_there_are_only_so_many_terms():
    assert len(parse(" ".join(f"w{number}" for number in range(100))).words) == MAX_TERMS


@given(st.text(max_size=700))
def test_no_text_is_too_odd_to_be_parsed(typed):
    query = parse(typed)
    assert len(query.text) <= MAX_LENGTH
    assert len(query.words) + len(query.phrases) + len(query.without) <= MAX_TERMS


@given(st.text(max_size=400))
def test_parsing_what_was_used_gives_the_same(typed):
    query = parse(typed)
    if not query.cut:
        assert parse(query.text) == query
