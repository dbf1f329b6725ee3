from __future__ import annotations

from articles.differences import Kind
from articles.models import KeyPoint, RiskStatement, TickerSentiment
from articles.revisions.content import DATES, PARTS, PLAIN, contents
from articles.revisions.difference import FIELDS, ONLY_MARKUP, changed, difference
from tests.factories import make_article, make_category, make_risk, make_ticker


def shown(field):
    marks = {Kind.KEPT: "%s", Kind.REMOVED: "[-%s-]", Kind.ADDED: "{+%s+}"}
    return [
        f"... {row.skipped}" if row.skipped else "".join(marks[kind] % text for kind, text in row.pieces)
        for row in field.rows
    ]


def differing(before, after):
    return {field.label: shown(field) for field in difference(before, after)}


def test_every_field_of_a_revision_is_told():
    assert {name for name, *_ in FIELDS} == {*PLAIN, *DATES, *PARTS, "category"}


def test_texts_by_words_and_things_as_wholes():
    before = {"headline": "Copper rose", "slug": "copper-rose", "category": {"id": 1, "name": "Metals"}}
    after = {"headline": "Copper fell", "slug": "copper-fell", "category": {"id": 2, "name": "Mines"}}
    assert differing(before, after) == {
        "Category": ["[-Metals-]", "{+Mines+}"],
        "Headline": ["Copper [-rose-]{+fell+}"],
        "Address": ["[-copper-rose-]", "{+copper-fell+}"],
    }
    assert changed(before, after) == ["Category", "Headline", "Address"]


def test_dates_are_in_the_newsroom_s_time():
    after = {"published_at": "2026-02-10T19:30:00.000000+00:00"}
    assert differing({}, after) == {"Published": ["{+10 February 2026, 14:30:00 EST+}"]}


def test_a_body_by_paragraphs_and_far_ones_left_out():
    paragraphs = [f"<p>The paragraph of number {number} stands.</p>" for number in range(9)]
    before = "".join(paragraphs)
    after = before.replace("number 4 stands", "number 4 falls")
    assert differing({"body": before}, {"body": after}) == {
        "Body": [
            "... 3",
            "The paragraph of number 3 stands.",
            "The paragraph of number 4 [-stands-]{+falls+}.",
            "The paragraph of number 5 stands.",
            "... 3",
        ]
    }


def test_what_no_word_shows_is_said():
    (field,) = difference({"body": "<table><tr><td>A</td></tr></table>"}, {"body": "<p>A</p>"})
    assert (field.rows, field.note) == ([], ONLY_MARKUP)


def test_parts_of_real_articles(db):
    article = make_article(category=make_category(name="Metals"))
    before = contents([article.pk])[article.pk][1]
    KeyPoint.objects.create(article=article, text="It rose.", position=1)
    RiskStatement.objects.create(article=article, text="It may rain.", risk=make_risk(title="Weather"), position=1)
    ticker = make_ticker(symbol="CU", exchange="NYSE")
    TickerSentiment.objects.create(article=article, ticker=ticker, sentiment="positive", reason="It digs.")
    after = contents([article.pk])[article.pk][1]
    assert differing(before, after) == {
        "Key points": ["{+It rose.+}"],
        "Risks": ["{+It may rain. (tracked risk: Weather)+}"],
        "Ticker sentiment": ["{+NYSE:CU: Positive, subject. It digs.+}"],
    }
    assert set(differing(after, before)) == set(differing(before, after))
