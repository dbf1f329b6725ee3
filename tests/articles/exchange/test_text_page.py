from __future__ import annotations

from datetime import date

import pytest

from articles.choices import Sentiment
from articles.exchange import text_page
from articles.exchange.reading import decoded
from articles.exchange.records import BadRecord

PAGE = """February 10, 2026
Finance

Copper climbs on supply

Mines report less ore

Loading...
Loading quote...

Summary

Copper rose to a record.

Key Points

Copper rose.
Mines report less ore.

The price of copper rose on Tuesday.

Verdant Copper (NYSE:VDC) gained 3%.

Risks
  • Demand may fall.
  • Mines may reopen.
Disclosure
Education only
Search Articles
Category
Finance

Financial News

Ticker Sentiment
VDC - positive SPY - neutral
Related Articles
Copper falls

Copper fell on Monday, and so did...

Tin rises

Tin rose on Monday. The...
"""


def test_each_part_is_read():
    page = text_page.read(PAGE)
    assert page.published == date(2026, 2, 10)
    assert page.category == "Finance"
    assert page.category_description == "Financial News"
    assert page.headline == "Copper climbs on supply"
    assert page.dek == "Mines report less ore"
    assert page.summary == "Copper rose to a record."
    assert page.key_points == ["Copper rose.", "Mines report less ore."]
    assert page.body == "<p>The price of copper rose on Tuesday.</p>\n<p>Verdant Copper (NYSE:VDC) gained 3%.</p>"
    assert [risk.text for risk in page.risks] == ["Demand may fall.", "Mines may reopen."]
    assert page.disclosure == "Education only"
    assert [(str(tag.symbol), tag.sentiment) for tag in page.tickers] == [
        ("VDC", Sentiment.POSITIVE),
        ("SPY", Sentiment.NEUTRAL),
    ]
    assert page.related == ["Copper falls", "Tin rises"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_read_the_same(ends):
    assert text_page.read(PAGE.replace("\n", ends)) == text_page.read(PAGE)


def test_a_byte_order_mark_is_no_part_of_the_date():
    assert text_page.read(decoded(b"\xef\xbb\xbf" + PAGE.encode())) == text_page.read(PAGE)


def test_windows_1252_is_read():
    page = PAGE.replace("Mines report less ore\n", "Mines\u2019 \u201cless ore\u201d \u2013 report\n", 1)
    assert text_page.read(decoded(page.encode("cp1252"))).dek == "Mines\u2019 \u201cless ore\u201d \u2013 report"


@pytest.mark.parametrize("bullet", ["•", "-", "*", "\u2013", "\u2014", "‣", "1.", "2)", "·", "▪"])
def test_bullets_of_each_kind_are_taken_off(bullet):
    page = PAGE.replace("\nCopper rose.\nMines", f"\n{bullet} Copper rose.\n{bullet}\tMines").replace("•", bullet)
    read = text_page.read(page)
    assert read.key_points == ["Copper rose.", "Mines report less ore."]
    assert [risk.text for risk in read.risks] == ["Demand may fall.", "Mines may reopen."]


def test_bulleted_key_points_may_stand_apart_and_go_on_over_lines():
    page = PAGE.replace("\nCopper rose.\nMines report", "\n• Copper\n  rose.\n\n• Mines report")
    read = text_page.read(page)
    assert read.key_points == ["Copper rose.", "Mines report less ore."]
    assert read.body.count("<p>") == 2


@pytest.mark.parametrize(
    "written",
    ["February 10, 2026", "10 February 2026", "2026-02-10", "Feb. 10, 2026", "Feb 10 2026", "10th February 2026"],
)
def test_dates_of_each_form_are_read(written):
    assert text_page.day_of(written) == date(2026, 2, 10)


@pytest.mark.parametrize("written", ["Finance", "February 31, 2026", "2026", "Smarch 1, 2026", "99999999", ""])
def test_what_is_no_date_is_none(written):
    assert text_page.day_of(written) is None


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ("February 10, 2026\n", "published"),
        ("Mines report less ore\n\nLoading", "dek"),
        ("Summary\n\nCopper rose to a record.\n\n", "summary"),
        ("Key Points\n\nCopper rose.\nMines report less ore.\n\n", "key_points"),
        ("Risks\n  • Demand may fall.\n  • Mines may reopen.\n", "risks"),
        ("Disclosure\nEducation only\n", "disclosure"),
        ("Ticker Sentiment\nVDC - positive SPY - neutral\n", "tickers"),
    ],
)
def test_an_optional_part_may_be_missing(missing, field):
    read = text_page.read(PAGE.replace(missing, "Loading" if missing.endswith("Loading") else "", 1))
    assert getattr(read, field) is None
    assert (read.headline, read.category) == ("Copper climbs on supply", "Finance")
    assert read.body.count("<p>") == 2


def test_a_page_of_headline_and_body_is_an_article():
    read = text_page.read("Copper climbs\n\nThe price of copper rose on Tuesday.\n\nIt fell on Wednesday.\n")
    assert read.headline == "Copper climbs"
    assert read.body.count("<p>") == 2
    assert (read.category, read.dek, read.published) == ("", None, None)


def test_the_category_under_the_date_is_enough():
    page = PAGE.replace("Category\nFinance\n\nFinancial News\n\n", "")
    assert text_page.read(page).category == "Finance"


def test_lines_broken_by_hand_are_one_paragraph():
    page = PAGE.replace("rose on Tuesday.", "rose\non\nTuesday.")
    assert "<p>The price of copper rose on Tuesday.</p>" in text_page.read(page).body


def test_a_list_in_the_body_stays_a_list():
    page = PAGE.replace("Verdant", "• Tin\n• Zinc & lead\n\nVerdant")
    assert "<ul><li>Tin</li><li>Zinc &amp; lead</li></ul>" in text_page.read(page).body


def test_tickers_may_carry_an_exchange_and_stand_one_a_line():
    page = PAGE.replace("VDC - positive SPY - neutral", "NYSE:VDC \u2013 Positive\n• SPY: negative")
    assert [(str(tag.symbol), tag.sentiment) for tag in text_page.read(page).tickers] == [
        ("NYSE:VDC", Sentiment.POSITIVE),
        ("SPY", Sentiment.NEGATIVE),
    ]


def test_a_sentiment_that_cannot_be_read_is_told_with_its_line():
    with pytest.raises(BadRecord, match="Ticker Sentiment") as told:
        text_page.read(PAGE.replace("VDC - positive", "VDC - splendid"))
    assert PAGE.split("\n")[told.value.line - 1].startswith("VDC")


@pytest.mark.parametrize("page", ["", "\n\n", "February 10, 2026\n", "Summary\n\nOnly this.\n", "Loading...\n"])
def test_a_page_without_headline_is_told(page):
    with pytest.raises(BadRecord, match=r"no headline|no body"):
        text_page.read(page)


def test_markup_in_a_page_is_text():
    assert "&lt;script&gt;" in text_page.read(PAGE.replace("The price", "<script> The price")).body


def test_a_year_at_the_end_of_a_line_is_no_bullet():
    page = "Headline\n\nKey Points\n\n- It ends\nin 2026.\n- The next\n\nBody text here."
    assert text_page.read(page).key_points == ["It ends in 2026.", "The next"]
