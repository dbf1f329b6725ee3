"""A whole story that was pasted: every line of it stands in a part, or is told."""

from __future__ import annotations

import pytest

from articles.choices import Sentiment
from articles.exchange import pasted
from articles.models import Category, Ticker
from articles.text import plain
from tests.factories import make_article, make_category, make_ticker

pytestmark = pytest.mark.django_db
PAGE = """February 10, 2026
Metals

Copper climbs to a record
Mines are shut

Summary

Copper rose.

Key Points

- The price rose.
- Mines closed.

Copper (LSE:ANTO) rose on Tuesday.

It fell before.

Risks
• It may fall.
Disclosure
None
Ticker Sentiment
ANTO - positive
"""


def test_every_part_is_found_and_nothing_is_left():
    metals, anto = make_category(name="Metals"), make_ticker(symbol="ANTO", exchange="LSE")
    make_ticker(symbol="ANTO", exchange="NYSE")
    found = pasted.read(PAGE)
    assert (found.sentence, found.told, found.left_over) == ("", [], [])
    assert found.record.headline == "Copper climbs to a record"
    assert found.record.key_points == ["The price rose.", "Mines closed."]
    assert plain(found.record.body) == "Copper (LSE:ANTO) rose on Tuesday.\nIt fell before."
    assert found.category == metals.pk
    assert [(ticker, tag.sentiment) for ticker, tag in found.tickers] == [(anto, Sentiment.POSITIVE)]


def test_unknown_categories_and_tickers_are_told_and_none_is_made():
    found = pasted.read(PAGE)
    assert found.told == [
        "There is no category “Metals” here. Choose another.",
        "LSE:ANTO (positive) is no ticker here.",
    ]
    assert not Category.objects.exists()
    assert not Ticker.objects.exists()


def test_a_symbol_on_two_exchanges_is_left_to_the_writer():
    make_ticker(symbol="SPY", exchange="LSE"), make_ticker(symbol="SPY")
    found = pasted.read(PAGE.replace("ANTO - positive", "SPY - positive"))
    assert found.told[-1] == "SPY (positive) is on more than one exchange; choose it."


def test_a_line_that_cannot_be_read_is_told_and_left_over_and_the_rest_is_found():
    make_category(name="Metals"), make_ticker(symbol="ANTO", exchange="LSE")
    found = pasted.read(PAGE + "SPY - splendid\n")
    assert found.told == ["Ticker Sentiment says 'SPY - splendid', which cannot be read."]
    assert found.left_over == ["SPY - splendid"]
    assert len(found.tickers) == 1


def test_what_stands_in_no_part_is_left_over_line_by_line():
    make_category(name="Metals")
    known = make_article(headline="Tin falls", slug="tin-falls")
    page = (
        PAGE.replace("Summary", "Loading...\n\nSummary")
        + "Related Articles\nTin falls\n\nTin fell on...\n\nZinc rises\n"
    )
    found = pasted.read(page)
    assert found.left_over == ["Loading...", "Tin fell on...", "Zinc rises"]
    assert found.related == [known.pk]


@pytest.mark.parametrize("text", ["A note.\n\nTwo lines\nof <it>.", "Dear desk,\nhere it is.", "One"])
def test_what_is_no_page_lands_in_the_body_word_for_word(text):
    found = pasted.read(text)
    assert found.sentence == pasted.NO_PAGE
    assert plain(found.record.body).split() == text.split() if "<" not in text else "&lt;it&gt;" in found.record.body
    assert (found.record.headline, found.left_over) == ("", [])


def test_the_lines_of_a_paragraph_stay_lines():
    assert pasted.read("One\ntwo\n\nthree").record.body == "<p>One<br>two</p>\n<p>three</p>"


def test_a_page_without_a_body_is_told():
    found = pasted.read("Headline\n\nSummary\n\nOnly this.\n")
    assert found.sentence == "The page has no body. The text stands in the body as you pasted it."
    assert "Only this." in found.record.body


def test_the_real_page_is_found_whole(shared_data):
    make_category(name="Finance"), make_ticker(symbol="SPY"), make_ticker(symbol="QQQ", exchange="NASDAQ")
    found = pasted.read(next((shared_data / "seed").glob("*.txt")).read_text())
    assert (found.sentence, found.told, len(found.tickers)) == ("", [], 2)
    beginnings = {"Intel", "Jumia", "Eddie", "Amazon's", "Beta", "Zillow", "Upstart", "Loading...", "Loading"}
    assert {line.split()[0] for line in found.left_over} == beginnings
