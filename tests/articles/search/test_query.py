"""What was typed, read: signs, fields, dates; and that nothing is too odd to be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from articles.search.query import MAX_LENGTH, MAX_TERMS, Term, parse
from tests.articles.odd_searches import for_strings, odd_searches


def nothing(field, value):
    return ""


def read(typed: str) -> tuple[list[list[tuple[str, ...]]], list[tuple[str, ...]]]:
    query = parse(typed, nothing)
    return [[term.words for term in group] for group in query.groups], [term.words for term in query.without]


@pytest.mark.parametrize(
    ("typed", "groups", "without"),
    [
        ("tariff", [[("tariff",)]], []),
        ("copper  tariff", [[("copper",)], [("tariff",)]], []),
        ('"rare earths" china', [[("rare", "earths")], [("china",)]], []),
        *((f'{quote}rare earths"', [[("rare", "earths")]], []) for quote in "“”„‟«»\uff02"),
        ("com\u00adpany", [[("company",)]], []),
        ("tariff -steel", [[("tariff",)]], [("steel",)]),
        ('tariff -"rare earths"', [[("tariff",)]], [("rare", "earths")]),
        ("oil OR gas price", [[("oil",), ("gas",)], [("price",)]], []),
        ("oil AND gas", [[("oil",)], [("gas",)]], []),
        ("OR oil OR", [[("or",)], [("oil",)]], []),
        ("oil or gas", [[("oil",)], [("or",)], [("gas",)]], []),
        ("10-K AT&T 3.62%", [[("10", "k")], [("at&t",)], [("3.62", "%")]], []),
        ("tariff-free", [[("tariff", "free")]], []),
        ('"half a phrase', [[("half", "a", "phrase")]], []),
        ("NEAR(a b) NOT *", [[("near", "a")], [("b",)], [("not",)]], []),
        ("headline:x 12:30", [[("headline", "x")], [("12", "30")]], []),
        ("- * ( ) :", [], []),
        ("-steel", [], [("steel",)]),
    ],
)
def test_words_phrases_and_what_is_left_out(typed, groups, without):
    assert read(typed) == (groups, without)


def test_a_field_becomes_what_it_names():
    spy = Term("NYSE:SPY", tags=("t1",), field="ticker")

    def resolve(field, value):
        return spy if (field, value) in {("ticker", "SPY"), ("$", "SPY"), ("NYSE", "SPY")} else ""

    for typed in ("ticker:SPY", "$SPY", "NYSE:SPY", 'ticker:"SPY"'):
        assert parse(typed, resolve).groups == ((spy,),)
    assert parse("-ticker:SPY oil", resolve).without == (spy,)


@pytest.mark.parametrize(
    ("typed", "asked"), [("$5", []), ("$5.3bn", []), ("$.50", []), ("$$", []), ("$SPY", ["SPY"]), ("$^GSPC", ["^GSPC"])]
)
def test_a_dollar_before_letters_is_a_ticker_and_before_digits_an_amount(typed, asked):
    values = []
    query = parse(typed, lambda field, value: values.append(value) or "There is none.")
    assert values == asked
    assert query.notes == ("There is none.",) * len(asked)


def test_the_narrowest_days_hold():
    days = {"2026-01-01": date(2026, 1, 1), "2026-02-01": date(2026, 2, 1)}
    query = parse(
        "after:2026-02-01 after:2026-01-01 before:2026-02-01 before:2026-01-01 x", lambda field, value: days[value]
    )
    assert (query.since, query.until) == (date(2026, 2, 1), date(2026, 1, 1))


def test_what_a_field_could_not_name_is_said_and_searched_as_words():
    query = parse("category:nothing", lambda field, value: "There is none.")
    assert query.notes == ("There is none.",)
    assert [term.words for term in query.terms] == [("category", "nothing")]


@pytest.mark.django_db
def test_a_short_beginning_is_searched_as_a_word():
    query = parse("ta*", nothing)
    assert [(term.words, term.prefix) for term in query.terms] == [(("ta",), False)]
    assert query.notes == ("“ta*” was searched as the word “ta”: a star needs 3 letters before it.",)


@pytest.mark.parametrize(("length", "cut"), [(MAX_LENGTH, False), (MAX_LENGTH + 1, True)])
def test_a_long_text_is_cut(length, cut):
    query = parse("x" * length, nothing)
    assert (len(query.text), query.cut) == (MAX_LENGTH, cut)


@pytest.mark.parametrize(("typed", "cut"), [(" " * MAX_LENGTH * 20, False), (" " * MAX_LENGTH * 20 + "x", True)])
def test_what_stands_too_far_away_to_be_read_is_cut(typed, cut):
    query = parse(typed, nothing)
    assert (query.text, query.cut) == ("", cut)


@pytest.mark.parametrize("between", [" ", " OR ", " -"])
def test_there_are_only_so_many_terms(between):
    query = parse(between.join("x" * (MAX_TERMS + 5)), nothing)
    assert len(query.terms) + len(query.without) == MAX_TERMS
    assert query.notes == (f"Only the first {MAX_TERMS} words were searched.",)


@pytest.mark.parametrize("typed", ["", "  ", "\x00", '"" - *'])
def test_nothing_to_look_for_is_false(typed):
    assert not parse(typed, nothing)


@for_strings
@given(odd_searches.map(lambda typed: typed.replace("*", "")))  # a star asks the archive for its words
def test_no_text_is_too_odd_to_be_read(typed):
    query = parse(typed, nothing)
    assert len(query.text) <= MAX_LENGTH
    assert all(term.words for term in query.terms)
