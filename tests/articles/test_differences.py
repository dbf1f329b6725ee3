from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import Kind, bodies, lists, readable, texts


def shown(pieces):
    """[-removed-] and {+added+} in the running text."""
    marks = {Kind.KEPT: "%s", Kind.REMOVED: "[-%s-]", Kind.ADDED: "{+%s+}"}
    return "".join(marks[kind] % text for kind, text in pieces)


def rows(found):
    return [(str(line.kind), shown(line.pieces)) for line in found]


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("", "", ""),
        ("Copper rose.", "Copper rose.", "Copper rose."),
        ("Copper rose.", "Copper fell.", "Copper [-rose-]{+fell+}."),
        ("up 3.62% today", "up 3.65% today", "up [-3.62%-]{+3.65%+} today"),
        ("from $1,200 to", "from $1,300 to", "from [-$1,200-]{+$1,300+} to"),
        ("it won't fall", "it will fall", "it [-won't-]{+will+} fall"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("one two", "one new two", "one {+new +}two"),
        ("a\n\nb", "a\nb", "a[-\n\n-]{+\n+}b"),
    ],
)
def test_texts_differ_by_words(before, after, difference):
    assert shown(texts(before, after)) == difference


def test_a_small_word_between_two_changes_goes_with_them():
    assert shown(texts("price of tin in May", "cost of zinc in May")) == "[-price of tin-]{+cost of zinc+} in May"


words = st.text(alphabet="ab .,\n1é$%<", max_size=60)


@given(words, words)
def test_the_pieces_make_up_both_texts(before, after):
    pieces = texts(before, after)
    assert "".join(text for kind, text in pieces if kind != Kind.ADDED) == before
    assert "".join(text for kind, text in pieces if kind != Kind.REMOVED) == after
    assert all(text for _, text in pieces)


@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_the_lines_make_up_both_lists(before, after):
    found = lists(before, after)
    old = ["".join(text for _, text in line.old) for line in found if line.kind != Kind.ADDED]
    new = ["".join(text for _, text in line.new) for line in found if line.kind != Kind.REMOVED]
    assert (old, new) == (before, after)


@pytest.mark.parametrize("words", [["copper"], ["copper", "tin", "zinc"], [f"word{n}" for n in range(90)]])
def test_long_texts_of_few_words_are_compared_in_time(words):
    before = " ".join(words[n * n % len(words)] for n in range(30_000))
    after = " ".join(words[n * 7 % len(words)] for n in range(30_000))
    started = time.process_time()
    pieces = texts(before, after)
    assert time.process_time() - started < 5
    assert "".join(text for kind, text in pieces if kind != Kind.REMOVED) == after


def test_a_long_text_is_compared_by_sentences_and_by_words_inside_them():
    sentences = [f"Sentence {number} says that the price of copper is the same." for number in range(800)]
    changed = [*sentences]
    changed[400] = "Sentence 400 says that the price of tin is the same."
    pieces = texts(" ".join(sentences), " ".join(changed))
    assert [piece for piece in pieces if piece.kind != Kind.KEPT] == [(Kind.REMOVED, "copper"), (Kind.ADDED, "tin")]


def test_lists_are_aligned():
    before = ["The first stands.", "Copper rose on Monday.", "Gone."]
    after = ["New.", "The first stands.", "Copper rose on Tuesday."]
    assert rows(lists(before, after)) == [
        ("added", "{+New.+}"),
        ("kept", "The first stands."),
        ("changed", "Copper rose on [-Monday-]{+Tuesday+}."),
        ("removed", "[-Gone.-]"),
    ]


def test_lists_too_long_to_be_paired_are_shown_as_taken_out_and_put_in():
    found = lists([f"a {n}" for n in range(300)], [f"b {n}" for n in range(300)])
    assert [line.kind for line in found] == [Kind.REMOVED] * 300 + [Kind.ADDED] * 300


def test_a_body_is_read_as_lines():
    html = (
        "<h2>Mines</h2><p>Copper <strong>rose</strong> &amp; <em>fell</em>,<br>says "
        '<a href="https://mine.example/" title="A mine">a mine</a>.</p><ul><li><p>one</p></li>'
        '<li>two<ol start="3"><li>deep</li></ol></li></ul><h3>Said</h3><blockquote><p>Quoted.</p></blockquote><hr>'
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    assert readable(html) == [
        "## Mines",
        'Copper **rose** & *fell*, / says [a mine](https://mine.example/ "A mine").',
        "- one",
        "- two",
        "  3. deep",
        "### Said",
        "> Quoted.",
        "---",
        "A | B",
        "1 | 2",
    ]


def test_bodies_are_compared_paragraph_by_paragraph_then_by_words():
    before = "<p>Copper rose.</p><p>The second paragraph stands.</p>"
    after = "<h2>Copper</h2><p>Copper rose.</p><p>The last paragraph stands.</p>"
    assert rows(bodies(before, after)) == [
        ("added", "{+## Copper+}"),
        ("kept", "Copper rose."),
        ("changed", "The [-second-]{+last+} paragraph stands."),
    ]


def test_a_link_that_leads_elsewhere_is_a_change():
    before, after = '<p><a href="https://a.example/">Mine</a></p>', '<p><a href="https://b.example/">Mine</a></p>'
    assert [line.kind for line in bodies(before, after)] == [Kind.CHANGED]


@given(st.text(alphabet='<>/palioltr "=3&;', max_size=80))
def test_reading_never_fails(html):
    readable(html)
