"""A real archive, converted to JSON Lines: what our own schema is for."""

from __future__ import annotations

import itertools
import json

import pytest

from articles.exchange.run import Options, import_paths
from articles.models import Article
from articles.search import find
from tests.articles.exchange import reuters

pytestmark = pytest.mark.django_db


def test_six_thousand_stories_are_imported_or_rejected_with_a_reason(shared_data, tmp_path):
    feed = tmp_path / "reuters.jsonl"
    assert reuters.write_lines(shared_data / "wire" / "reuters", feed) == 6000
    report = import_paths([feed])
    assert next(report.lines("article")) == "article: 5508 created, 0 updated, 0 unchanged, 0 skipped, 492 failed"
    rejects = (tmp_path / "reuters.jsonl.rejects.jsonl").read_text().splitlines()
    reasons = [json.loads(line)["reason"] for line in rejects]
    assert len(reasons) == 492
    assert set(reasons) == {"headline is missing.", "body is missing."}

    again = import_paths([feed], Options(write_rejects=False))
    assert next(again.lines("article")) == "article: 0 created, 0 updated, 5508 unchanged, 0 skipped, 492 failed"


def test_a_story_reads_as_it_was_wired(shared_data, tmp_path):
    feed = tmp_path / "reuters.jsonl"
    stories = itertools.islice(reuters.stories(shared_data / "wire" / "reuters"), 25)
    feed.write_text("".join(json.dumps(reuters.article(story)) + "\n" for story in stories))
    import_paths([feed], Options(publish=True))
    assert Article.objects.published().count() == 25
    story = Article.objects.get(source_name=reuters.SOURCE, source_reference="1")
    assert story.headline == "BAHIA COCOA REVIEW"
    assert story.category.name == "Cocoa"
    assert story.published_at.isoformat() == "1987-02-26T20:01:01+00:00"
    assert story.body.startswith("<p>SALVADOR, Feb 26 - Showers continued")
    assert story.body.count("<p>") > 5
    assert not any(ord(character) < 32 and character != "\n" for character in story.body)
    assert find("Comissaria Smith", 1) == [story.pk]
