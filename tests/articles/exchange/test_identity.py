from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.exchange import identity
from articles.exchange.records import ArticleRecord
from articles.exchange.related_later import resolve

RECORD = ArticleRecord("Copper climbs", "<p>It rose.</p>", source_name="Wire", source_reference="1")


def plans(call):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call()
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            yield " ".join(str(row[3]) for row in cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.only_on("sqlite", reason="PostgreSQL reads a table of one row from end to end")
@pytest.mark.parametrize(
    "call",
    [
        lambda: identity.find(RECORD, ""),
        lambda: identity.find(ArticleRecord("Copper climbs", "<p>It rose.</p>"), "0f"),
        lambda: resolve(["1", "copper-falls", "Copper falls"], "Wire"),
    ],
)
def test_no_look_up_goes_through_the_whole_archive(call):
    found = list(plans(call))
    assert found
    assert not [plan for plan in found if "SCAN" in plan]


def test_the_headline_and_the_day_make_the_fingerprint():
    one = identity.fingerprint(ArticleRecord("It\u2019s  Copper", "a"))
    assert one == identity.fingerprint(ArticleRecord("it's copper", "b"))
    assert one != identity.fingerprint(ArticleRecord("It's tin", "a"))
    assert identity.fingerprint(RECORD) == ""


def test_a_key_that_was_seen_is_known_and_no_other():
    seen = identity.Seen()
    for pk in (0, 7, 8, 1_000_000):
        seen.add(pk)
    assert all(pk in seen for pk in (0, 7, 8, 1_000_000))
    assert not any(pk in seen for pk in (1, 6, 9, 999_999, 2_000_000))
