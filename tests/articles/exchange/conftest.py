from __future__ import annotations

import json

import pytest

from articles.exchange.run import Options, import_paths

STORY = {"headline": "Copper climbs", "body": "<p>Copper rose.</p>", "category": "Markets"}


@pytest.fixture
def story():
    """A record in our own schema: the least there can be, and whatever is given."""

    def make(**fields):
        return STORY | fields

    return make


@pytest.fixture
def feed(tmp_path):
    """Writes records to a .jsonl file; a text stands as it is."""

    def write(*records, name="feed.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def import_records(feed, db):
    """Imports records from one file; returns the report."""

    def run(*records, **options):
        return import_paths([feed(*records)], Options(**options))

    return run


@pytest.fixture
def rejected(tmp_path):
    """The reasons in the rejects file beside the feed."""

    def read(name="feed.jsonl"):
        path = tmp_path / f"{name}.rejects.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    return read
