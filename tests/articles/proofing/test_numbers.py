"""Numbers of headline and key points that the body lacks: the same number however it is written."""

from __future__ import annotations

import random
import re

import pytest

from articles.body import from_paragraphs
from articles.exchange import text_page
from articles.proofing import numbers
from articles.proofing.story import Line, Story
from tests.articles.exchange import reuters
from tests.articles.proofing.stories import said, story


def missing(claim, text):
    return said(numbers.not_in_body(story(headline=claim, text=text)))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Index gains 3.62%", "The index gained 3.62 percent."),
        ("Index gains 3.62 per cent", "It gained 3.62pct, or 3.62 pct."),
        ("Sells 1,234 cars", "It sold 1234 cars."),
        ("Makes $12 million", "A profit of $12m."),
        ("Makes $12m", "A profit of 12,000,000 dollars."),
        ("Makes $12 million", "A profit of between 10 and 12 million dollars."),
        ("From $10 million", "A profit of between 10 and 12 million dollars."),
        ("Raises $1.5bn", "It raised $1.5 billion."),
        ("Raises 1.5-billion", "It raised 1,500 million."),
        ("Cuts 3 plants", "It will close three plants."),
        ("Three million leave", "Some 3 million people left."),
        ("Two percent rise", "A rise of 2%."),
        ("Rates up 25 basis points", "Rates rose by 0.25 percentage points."),
        ("Rates up 25bps", "Rates rose by 25 basis points."),
        ("Q4 profit falls", "Profit fell in the fourth quarter."),
        ("1st loss in years", "It is the first loss."),
        ("Twenty-five percent gone", "A quarter of it: 25 percent."),
        ("Half is gone: 50%", "Half of it is gone."),
        ("A year of 12 months", "A dozen months."),
        ("The S&P 500 falls", "The S&P 500 fell."),
    ],
)
def test_the_same_number_written_otherwise_stands_in_the_body(claim, text):
    assert missing(claim, text) == []


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Gains 3.6%", "It gained 3.62%."),
        ("Gains nearly 4%", "It gained 3.62%."),
        ("Makes $1.2 billion", "It made $1,213 million."),
        ("94 percent accept", "Holders of 94.7 percent accepted."),
        ("Nearly 250,000 leave", "Some 248,312 people left."),
    ],
)
def test_what_is_rounded_or_cut_short_stands_there_exactly(claim, text):
    assert missing(claim, text) == []


@pytest.mark.parametrize(
    ("claim", "number", "text"),
    [
        ("Gains 3.26%", "3.26%", "It gained 3.62%."),
        ("Gains 3.62%", "3.62%", "It gained 3.6%."),
        ("Makes $12 billion", "$12 billion", "It made $12 million."),
        ("Makes $12 million", "$12 million", "It made $12."),
        ("Sells 1,243 cars", "1,243", "It sold 1,234 cars."),
        ("Three million leave", "Three million", "Some people left."),
        ("Loses $7", "$7", "It lost."),
    ],
)
def test_another_figure_blocks(claim, number, text):
    assert missing(claim, text) == [f"blocks: The headline says {number}, which the body does not."]


@pytest.mark.parametrize(
    ("claim", "number"), [("Outlook for 2027", "2027"), ("Q4 profit falls", "Q4"), ("On the 4th day", "4th")]
)
def test_years_days_and_ordinals_are_advice(claim, number):
    assert missing(claim, "Nothing of it.") == [f"advice: The headline says {number}, which the body does not."]


def test_a_table_may_count_in_millions():
    table = "<table><tbody><tr><th>$m</th><td>171</td></tr></tbody></table>"
    assert said(numbers.not_in_body(story(headline="Sets aside $171m", body=table))) == []
    assert len(said(numbers.not_in_body(story(headline="Sets aside $172m", body=table)))) == 1


def test_a_year_is_not_rounded():
    assert missing("The year 2000", "The year 1999.") == ["advice: The headline says 2000, which the body does not."]


@pytest.mark.parametrize("claim", ["Two officials resign", "No one leaves", "The B-1 flies", "Covid-19 is over"])
def test_what_is_no_number_to_be_checked(claim):
    assert missing(claim, "Nothing of it.") == []


def test_a_key_point_is_told_by_its_place_and_its_row():
    checked = story(key_points=[Line(0, "Up 5%."), Line(3, "Up 6%.")], text="Up 5%.")
    (finding,) = numbers.not_in_body(checked)
    assert (finding.sentence, finding.field) == ("Key point 2 says 6%, which the body does not.", "key_points-3-text")


def test_a_story_without_a_body_is_not_compared():
    assert said(numbers.not_in_body(story(headline="Up 5%"))) == []


def test_the_real_page_has_no_finding(shared_data):
    record = text_page.read(next((shared_data / "seed").glob("*.txt")).read_text())
    checked = Story(
        headline=record.headline, body=record.body, key_points=[Line(0, text) for text in record.key_points]
    )
    assert list(numbers.not_in_body(checked)) == []


@pytest.fixture(scope="module")
def wire(shared_data):
    """Headline and body of every third story of a real newswire."""
    stories = [reuters.article(story) for story in reuters.stories(shared_data / "wire" / "reuters")][::3]
    return [
        (one["headline"], one["body_text"]) for one in stories if one["headline"].strip() and one["body_text"].strip()
    ]


def blocked(headline, text):
    found = numbers.not_in_body(Story(headline=headline, body=from_paragraphs(text)))
    return any(finding.level == "blocks" for finding in found)


def test_of_a_thousand_real_headlines_two_at_most_are_stopped(wire):
    # Measured over all 5,508: ten, of which six add up what the body tells apart and two are wrong.
    assert sum(blocked(*one) for one in wire) <= len(wire) * 0.002 + 1


def test_most_figures_that_are_changed_by_one_digit_are_noticed(wire):
    dice, changed, noticed = random.Random(1), 0, 0
    for headline, text in wire:
        if figure := re.search(r"\b\d+\.\d+(?= (?:PCT|MLN|BILLION))|\b\d{2,3}(?= MLN)", headline):
            digits = figure[0]
            other = str((int(digits[0]) + dice.randint(1, 8)) % 9 + 1)
            wrong = headline.replace(digits, other + digits[1:], 1)
            if wrong != headline:
                changed += 1
                noticed += blocked(wrong, text)
    assert changed > 100
    assert noticed > changed * 0.9
