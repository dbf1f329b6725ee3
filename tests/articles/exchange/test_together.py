"""Articles written together are what they would be if each were written by itself."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.exchange import batches
from articles.models import (
    Article,
    Byline,
    Correction,
    KeyPoint,
    Revision,
    RiskStatement,
    SearchDocument,
    TickerSentiment,
)
from articles.revisions.content import canonical, contents
from articles.search import find
from tests.articles.exchange.accounts import counts
from tests.factories import make_article, make_risk, make_ticker

pytestmark = pytest.mark.django_db

TIMES = {"created_at", "modified_at"}


def numbered(story, number, **fields):
    return (
        story(
            headline=f"Copper climbs, part {number}",
            source_name="Wire",
            source_reference=str(number),
            key_points=["One.", "Two."],
            risks=["A risk.", {"text": "Supply fails.", "risk": "supply"}],
            authors=["Ann Lee", f"Writer {number}"],
            tickers=[{"ticker": "NYSE:SPY", "sentiment": "positive"}],
            published_at=f"2026-02-1{number % 10}T09:00:00Z",
            corrections=[{"note": "It was tin.", "at": "2026-02-20T09:00:00Z"}],
        )
        | fields
    )


def rows():
    """All that stands in the archive but the keys and the hour of its writing."""
    articles = [
        {name: value for name, value in values.items() if name not in TIMES | {"id"}}
        for values in Article.objects.order_by("pk").values()
    ]
    parts = [
        {name: value for name, value in values.items() if name not in {"id", "article_id"}}
        for model in (Byline, Correction, KeyPoint, RiskStatement, TickerSentiment)
        for values in model.objects.order_by("pk").values()
    ]
    places = list(SearchDocument.objects.order_by("place").values_list("place", "tags"))
    return articles, parts, places


@pytest.mark.parametrize("publish", [True, False])
def test_the_rows_are_those_of_one_by_one(import_records, story, monkeypatch, publish):
    make_ticker(exchange="NYSE", symbol="SPY")
    make_risk(slug="supply")
    records = [numbered(story, number) for number in range(5)]
    import_records(*records, publish=publish)
    together = rows()
    Article.objects.all().delete()
    monkeypatch.setattr(batches, "MOST_WAITING", 1)
    import_records(*records, publish=publish)
    assert len(together[0]) == 5
    assert (together[0], [strip(part) for part in together[1]]) == (rows()[0], [strip(part) for part in rows()[1]])
    assert together[2] == rows()[2]


def strip(part):
    return sorted((name, str(value)) for name, value in part.items())


def test_hundreds_cost_few_queries(import_records, story):
    make_ticker(exchange="NYSE", symbol="SPY")
    make_risk(slug="supply")
    import_records(numbered(story, 0), numbered(story, 1), publish=True)
    with CaptureQueriesContext(connection) as queries:
        import_records(*(numbered(story, n, authors=["Ann Lee"]) for n in range(100, 200)), publish=True)
    assert Article.objects.count() == 102
    assert len(queries) < 70


def test_hundreds_that_say_nothing_new_cost_few_queries_and_their_notes_are_told(import_records, story):
    make_risk(slug="supply")
    records = [numbered(story, number, unknown=1) for number in range(50)]
    import_records(*records)
    with CaptureQueriesContext(connection) as queries:
        again = import_records(*records)
    assert counts(again) == "0 created, 0 updated, 50 unchanged, 0 skipped, 0 failed"
    assert list(again.warnings.values()) == [50]
    assert len(queries) < 10


def test_drafts_that_say_nothing_new_are_published_where_that_is_asked(import_records, story):
    make_risk(slug="supply")
    records = [numbered(story, number) for number in range(3)]
    import_records(*records)
    report = import_records(*records, publish=True)
    assert counts(report) == "0 created, 3 updated, 0 unchanged, 0 skipped, 0 failed"
    assert Article.objects.published().count() == 3


def test_a_bad_record_is_told_and_the_others_are_written(import_records, story, rejected):
    make_risk(slug="supply")
    report = import_records(
        numbered(story, 1),
        numbered(story, 2, slug="Ü!"),
        numbered(story, 3),
        numbered(story, 4, body="<p></p>"),
        publish=True,
    )
    assert counts(report) == "2 created, 0 updated, 0 unchanged, 0 skipped, 2 failed"
    assert [reject["line"] for reject in rejected()] == [2, 4]
    assert len(find("copper", 9)) == 2


def test_what_a_bad_record_had_made_is_not_kept(import_records, story):
    make_risk(slug="supply")
    import_records(numbered(story, 1), numbered(story, 2, category="New", authors=["Nobody"], slug="Ü!"))
    assert not Byline.objects.filter(author__name="Nobody").exists()
    import_records(numbered(story, 3, authors=["Nobody"]), numbered(story, 4, authors=["Nobody"]))
    assert Byline.objects.filter(author__name="Nobody").count() == 2


def test_many_bad_records_among_good_ones(import_records, story):
    make_risk(slug="supply")
    report = import_records(*(numbered(story, n, **({"slug": "Ü!"} if n % 2 else {})) for n in range(40)))
    assert counts(report) == "20 created, 0 updated, 0 unchanged, 0 skipped, 20 failed"


def test_equal_headlines_get_addresses_of_their_own(import_records, story):
    make_article(headline="Copper climbs", slug="copper-climbs")
    import_records(*(story(source_name="Wire", source_reference=str(n)) for n in range(3)))
    assert set(Article.objects.values_list("slug", flat=True)) == {
        "copper-climbs", "copper-climbs-2", "copper-climbs-3", "copper-climbs-4"
    }  # fmt: skip


def test_the_same_article_twice_is_written_once_and_an_edition_later_updates_it(import_records, story):
    first = story(source_name="Wire", source_reference="1")
    report = import_records(
        first,
        story(headline="Another"),
        first,
        first | {"body": "<p>Copper fell.</p>"},
    )
    assert counts(report) == "2 created, 0 updated, 1 unchanged, 1 skipped, 0 failed"
    assert "rose" in Article.objects.get(source_reference="1").body


def test_what_the_database_refuses_is_tried_one_by_one(import_records, story, monkeypatch):
    def refuse(articles, publish):
        raise IntegrityError("no")

    make_risk(slug="supply")
    monkeypatch.setattr(workflow, "enter", refuse)
    report = import_records(numbered(story, 1), numbered(story, 2))
    assert counts(report) == "2 created, 0 updated, 0 unchanged, 0 skipped, 0 failed"


def test_a_warning_is_given_once(import_records, story):
    make_risk(slug="supply")
    tickers = [{"ticker": "NOPE"}]
    report = import_records(numbered(story, 1, tickers=tickers), numbered(story, 2, slug="Ü!"), numbered(story, 3))
    [(sentence, times)] = [(one, n) for one, n in report.warnings.items() if "NOPE" in one]
    assert (times, "left out" in sentence) == (1, True)


def test_a_second_run_changes_nothing(import_records, story):
    make_risk(slug="supply")
    records = [numbered(story, number) for number in range(3)]
    import_records(*records, publish=True)
    before = rows()
    report = import_records(*records, publish=True)
    assert counts(report) == "0 created, 0 updated, 3 unchanged, 0 skipped, 0 failed"
    assert rows() == before


@pytest.mark.parametrize("publish", [True, False])
def test_their_revisions_say_what_is_stored(import_records, story, publish):
    make_ticker(exchange="NYSE", symbol="AAA")
    make_risk(slug="supply", title="Supply")
    records = [
        numbered(
            story,
            number,
            tickers=[{"ticker": "NYSE:SPY"}, {"ticker": "NYSE:AAA", "sentiment": "negative", "reason": "Why."}],
            corrections=[
                {"note": "Later.", "at": "2026-02-21T09:00:00Z"},
                {"note": "Sooner.", "kind": "update", "at": "2026-02-20T09:00:00.25+01:00"},
            ],
        )
        for number in range(3)
    ]
    import_records(*records, publish=publish)
    stored = contents(Article.objects.values_list("pk", flat=True))
    kept = list(Revision.objects.all())
    assert [(one.number, one.action) for one in kept] == [(1, "imported")] * 3
    for one in kept:
        assert json.loads(one.content) == stored[one.article_id][1]
        assert one.content == canonical(stored[one.article_id][1])
