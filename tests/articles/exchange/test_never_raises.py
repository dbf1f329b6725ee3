"""Whatever stands in a file: a count goes up, and nothing comes out of the importer."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.exchange.run import Options, import_paths
from articles.exchange.schema import ARTICLE_FIELDS

pytestmark = pytest.mark.django_db

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
dates = st.sampled_from(["2026-02-10", "2026-02-10T09:00:00Z", "0001-01-01", "9999-12-31T23:59:59Z", "2026-W07-2"])
words = st.sampled_from(
    ["NYSE:SPY", "$SPY", "(NYSE:SPY)", "positive", "subject", "text", "event", "about", "open", "en", "a", ""]
)
values = st.recursive(
    scalars | dates | words,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "risk", "ticker", "sentiment", "file", "alt", "note", "at", "value", "name", "role"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
NINJS = ["uri", "headlines", "bodies", "headline", "body_xhtml", "versioncreated", "by", "pubstatus", "descriptions"]
NINJS += ["subject", "language", "copyrightholder", "eventDetails"]
OTHER = ["name", "title", "status", "review_on", "order", "role", "biography", "footer_note", "description"]
records = st.dictionaries(st.sampled_from([*sorted(ARTICLE_FIELDS), *NINJS, *OTHER]), values, max_size=8)
plausible = st.builds(
    lambda base, more: base | more,
    st.sampled_from(
        [
            {"headline": "H", "body": "<p>B</p>", "category": "C"},
            {"type": "text", "uri": "urn:1", "headline": "H", "body_text": "B"},
            {"type": "risk", "slug": "r", "title": "R"},
            {"type": "category", "name": "N"},
            {"type": "author", "name": "N"},
            {"type": "page", "slug": "about", "title": "T", "body": "B"},
        ]
    ),
    records,
)
quiet = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def accounted(path, data):
    path.write_bytes(data)
    report = import_paths([path], Options(publish=True, write_rejects=True))
    path.with_name(f"{path.name}.rejects.jsonl").unlink(missing_ok=True)
    return sum(report.counts.values())


@quiet
@given(st.lists(plausible | records | values, min_size=1, max_size=4))
def test_json_of_any_shape(tmp_path, items):
    data = "\n".join(json.dumps(item) for item in items).encode()
    assert accounted(tmp_path / "a.jsonl", data) == len(items)
    assert accounted(tmp_path / "a.json", json.dumps(items).encode()) >= 1


@quiet
@given(st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.json", "a.txt"]))
def test_bytes_of_any_kind(tmp_path, data, name):
    accounted(tmp_path / name, data)


PARTS = ["Summary", "Key Points", "Risks", "Disclosure", "Category", "Ticker Sentiment", "Related Articles", ""]
PARTS += ["February 10, 2026", "Finance", "A headline", "• A point", "1. One", "QQQ - positive", "Loading..."]


@quiet
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=40), max_size=25))
def test_a_page_of_any_lines(tmp_path, lines):
    data = "\n".join(lines).encode("utf-8", "surrogatepass")
    assert accounted(tmp_path / "a.txt", data) == 1
