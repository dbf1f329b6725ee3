"""Names of headline and key points that the body lacks, and what is no name."""

from __future__ import annotations

import pytest

from articles.body import from_paragraphs
from articles.exchange import text_page
from articles.proofing import names
from articles.proofing.story import Line, Story
from tests.articles.exchange import reuters
from tests.articles.proofing.stories import said, story


def missing(claim, text, **fields):
    return said(names.not_in_body(story(headline=claim, text=text, **fields)))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Talks with Scott Bessent go on", "Mr. Bessent met them. Scott was late."),
        ("Talks with Bessent\u2019s team", "The team of Bessent."),
        ("Talks with Chinese officials", "Officials from China came."),
        ("Orders from Germany rise", "German orders rose."),
        ("Orders from Europe rise", "European orders rose."),
        ("The Federal Reserve waits", "The Fed waits."),
        ("A fine from the SEC", "The Securities and Exchange Commission fined it."),
        ("A fine by the Securities and Exchange Commission", "The SEC fined it."),
        ("A vote in the U.S. is near", "The United States will vote."),
        ("It opens in February", "It opens on Feb. 3."),
        ("The Bessent-He meeting is set", "Bessent meets He Lifeng."),
        ("Łódź has a mill called Brücke", "The Brucke mill in Łódź."),
        ("Higher prices are here. Nobody knew", "Nothing of it."),
        ("Sources: nobody knew", "Nothing of it."),
        ("Why Nobody Knew What Was Coming For Us", "Nothing of it."),
        ("WHY NOBODY KNEW IT", "Nothing of it."),
    ],
)
def test_a_name_in_another_shape_stands_in_the_body(claim, text):
    assert missing(claim, text) == []


@pytest.mark.parametrize(
    ("claim", "name", "text"),
    [
        ("Talks with Scott Bessant go on", "Bessant", "Scott Bessent met them."),
        ("Talks with Janet Yellen go on", "Janet Yellen", "Scott Bessent met them."),
        ("A fine from the FTC", "FTC", "The Securities and Exchange Commission fined it."),
        ("Why JPMorgan Knew What Was Coming For Us", "JPMorgan", "Nothing of it."),
        ("Talks in Beijing go on", "Beijing", "They talk."),
    ],
)
def test_another_name_is_pointed_out(claim, name, text):
    assert missing(claim, text) == [f"advice: The headline names “{name}”, which the body does not."]


def test_in_german_every_noun_has_a_capital():
    assert missing("Der Faktencheck zum Elfmeter", "Nichts davon.", language="de") == []


def test_the_real_page_has_no_finding(shared_data):
    record = text_page.read(next((shared_data / "seed").glob("*.txt")).read_text())
    checked = Story(
        headline=record.headline, body=record.body, key_points=[Line(0, text) for text in record.key_points]
    )
    assert list(names.not_in_body(checked)) == []


def test_no_sentence_of_a_real_story_names_what_the_story_does_not(shared_data):
    stories = [reuters.article(one) for one in reuters.stories(shared_data / "wire" / "reuters")][::20]
    for one in stories:
        points = [Line(0, sentence) for sentence in one["body_text"].split(". ")]
        checked = Story(body=from_paragraphs(" ".join(one["body_text"].split())), key_points=points)
        assert said(names.not_in_body(checked)) == []
