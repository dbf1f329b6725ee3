from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from articles.choices import CorrectionKind, RiskStatus, Sentiment, TickerRole
from articles.exchange import schema
from articles.exchange.records import (
    AuthorRecord,
    BadRecord,
    CategoryRecord,
    CorrectionLine,
    PageRecord,
    PictureFile,
    RiskLine,
    RiskRecord,
    TickerTag,
)
from articles.symbols import Symbol


def test_every_field_of_an_article_is_read(story):
    record = schema.record(
        story(
            dek="A dek",
            slug="copper-climbs",
            summary="In short.",
            key_points=["One.", " Two. ", ""],
            risks=["A risk.", {"text": "Another.", "risk": "supply"}],
            tickers=[{"ticker": "nyse:spy", "sentiment": "positive", "role": "mention", "reason": "It rose."}],
            authors=["Ann Lee"],
            disclosure="None.",
            language="en-GB",
            published_at="2026-02-10T09:00:00-05:00",
            updated_at="2026-02-10T15:00:00Z",
            source_name="Wire",
            source_url="https://wire.example/1",
            source_reference="1",
            related=["copper-falls"],
            picture={"file": "pictures/a.webp", "alt": "A mine", "credit": "Us"},
            corrections=[{"kind": "update", "note": "More.", "at": "2026-02-11T00:00:00Z"}],
        )
    )
    assert record.headline == "Copper climbs"
    assert record.key_points == ["One.", "Two."]
    assert record.risks == [RiskLine("A risk."), RiskLine("Another.", "supply")]
    assert record.tickers == [
        TickerTag(Symbol("NYSE", "SPY"), Sentiment.POSITIVE, TickerRole.MENTION, "It rose."),
    ]
    assert record.published == datetime(2026, 2, 10, 14, tzinfo=UTC)
    assert record.picture == PictureFile("pictures/a.webp", "A mine", "Us")
    assert record.corrections == [
        CorrectionLine("More.", CorrectionKind.UPDATE, datetime(2026, 2, 11, tzinfo=UTC)),
    ]
    assert record.notes == []


def test_what_is_left_out_is_none_and_what_is_null_is_empty(story):
    record = schema.record(story(dek=None, risks=None))
    assert (record.dek, record.risks) == ("", [])
    assert (record.summary, record.key_points, record.tickers, record.picture) == (None, None, None, None)


def test_plain_text_becomes_paragraphs():
    record = schema.record({"headline": "H", "body_text": "One & two\nlines.\n\nThree."})
    assert record.body == "<p>One &amp; two lines.</p>\n<p>Three.</p>"


def test_a_time_without_offset_is_newsroom_time(story):
    record = schema.record(story(published_at="2026-02-10T09:00:00"))
    assert record.published == datetime(2026, 2, 10, 14, tzinfo=UTC)


def test_a_date_without_hour_stays_a_date(story):
    assert schema.record(story(published_at="2026-02-10")).published == date(2026, 2, 10)


def test_control_characters_and_half_characters_are_removed(story):
    record = schema.record(story(headline="Cop\x00per\x1b \ud83d rises\n now", body="<p>a\x03b</p>"))
    assert record.headline == "Copper \ufffd rises now"
    assert record.body == "<p>ab</p>"


def test_a_field_that_is_not_part_of_the_format_is_noted(story):
    assert "'headlin'" in schema.record(story(headlin="x")).notes[0]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"headline": ""}, "headline is missing"),
        ({"headline": None}, "headline is missing"),
        ({"headline": 7}, "headline must be a text, not a number"),
        ({"headline": True}, "headline must be a text, not true or false"),
        ({"body": ""}, "body is missing"),
        ({"body": ["x"]}, "body must be a text, not a list"),
        ({"body_text": "x"}, "both given"),
        ({"category": {}}, "category must be a text, not an object"),
        ({"key_points": "one"}, "key_points must be a list, not a text"),
        ({"key_points": ["one", 2]}, r"key_points\[1\] must be a text, not a number"),
        ({"key_points": ["x"] * 501}, "key_points has 501 items; 500 are the limit"),
        ({"risks": [7]}, r"risks\[0\] must be a text or an object"),
        ({"risks": [{"risk": "x"}]}, r"risks\[0\]\.text is missing"),
        ({"tickers": ["NYSE:SPY"]}, r"tickers\[0\] must be an object"),
        ({"tickers": [{"ticker": "a b c d!"}]}, r"tickers\[0\]\.ticker is 'a b c d!', which is no ticker"),
        ({"tickers": [{"ticker": "SPY", "sentiment": "good"}]}, "must be one of positive, neutral, negative"),
        ({"tickers": [{"ticker": "SPY", "role": "hero"}]}, "must be one of subject, mention"),
        ({"authors": [None]}, r"authors\[0\] must be a text, not nothing"),
        ({"published_at": "soon"}, "published_at is 'soon', which is no ISO 8601 date"),
        ({"published_at": 1770000000}, "published_at must be a text, not a number"),
        ({"published_at": "0001-01-01T00:00:00Z"}, "a year that cannot be meant"),
        ({"published_at": "9999-12-31T23:59:59-12:00"}, "a year that cannot be meant"),
        ({"updated_at": "2026-02-10"}, "updated_at needs an hour"),
        ({"source_reference": "1"}, "source_reference is given without source_name"),
        ({"picture": "a.webp"}, "picture must be an object, not a text"),
        ({"picture": {"alt": "x"}}, "picture.file is missing"),
        ({"picture": {"file": "a.webp"}}, "picture.alt is missing"),
        ({"corrections": [{"kind": "update"}]}, r"corrections\[0\]\.note is missing"),
        ({"corrections": [{"note": "x", "kind": "oops"}]}, "must be one of correction, clarification, update"),
    ],
)
def test_a_wrong_field_is_told_by_name(story, fields, reason):
    with pytest.raises(BadRecord, match=reason):
        schema.record(story(**fields))


@pytest.mark.parametrize("kind", ["story", 7, None, ["article"], {}])
def test_an_unknown_type_is_told(story, kind):
    with pytest.raises(BadRecord, match=r"type is .* must be one of article, category, author, risk, page"):
        schema.record(story(type=kind))


def test_the_other_records_are_read():
    assert schema.record({"type": "category", "name": "Markets", "order": 3}) == CategoryRecord("Markets", order=3)
    assert schema.record({"type": "author", "name": "Ann", "role": "Editor"}) == AuthorRecord("Ann", role="Editor")
    assert schema.record({"type": "page", "slug": "about", "title": "About", "body": "<p>x</p>"}) == PageRecord(
        "about", "About", "<p>x</p>"
    )
    risk = {"type": "risk", "slug": "r", "title": "R", "status": "rising", "review_on": "2026-03-01"}
    assert schema.record(risk) == RiskRecord("r", "R", status=RiskStatus.RISING, review_on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"type": "category"}, "name is missing"),
        ({"type": "category", "name": "x", "order": -1}, "order must be from 0 to 32767"),
        ({"type": "category", "name": "x", "order": 10**30}, "order must be from 0 to 32767"),
        ({"type": "category", "name": "x", "order": 1.5}, "order must be a whole number"),
        ({"type": "risk", "slug": "r", "title": "R", "status": "bad"}, "status is 'bad'"),
        ({"type": "risk", "slug": "r", "title": "R", "review_on": "2026-03-01T00:00Z"}, "without an hour"),
        ({"type": "page", "slug": "about", "title": "A"}, "body is missing"),
    ],
)
def test_a_wrong_field_of_another_record_is_told(record, reason):
    with pytest.raises(BadRecord, match=reason):
        schema.record(record)
