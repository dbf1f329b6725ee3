from __future__ import annotations

import json
import tracemalloc

import pytest

from articles.exchange import json_lines
from articles.exchange.json_lines import Turn, read_file, read_lines
from articles.exchange.records import ArticleRecord, BadRecord, CategoryRecord, RiskRecord


def lines(path, turn=Turn.ARTICLES):
    return [(entry.line, entry.found) for entry in read_lines(path, turn)]


def reason(found):
    assert isinstance(found, BadRecord)
    return found.reason


def test_each_line_is_a_record_with_its_number(feed, story):
    path = feed(story(headline="One"), "", story(headline="Two"))
    assert [(line, found.headline) for line, found in lines(path)] == [(1, "One"), (3, "Two")]


def test_each_record_has_one_turn(feed, story):
    path = feed(story(), {"type": "risk", "slug": "r", "title": "R"}, {"type": "category", "name": "C"})
    assert [type(found) for _, found in lines(path, Turn.NEWSROOM)] == [CategoryRecord]
    assert [type(found) for _, found in lines(path, Turn.RISKS)] == [RiskRecord]
    assert [type(found) for _, found in lines(path)] == [ArticleRecord]


def test_a_type_quoted_in_a_body_does_not_move_an_article(feed, story):
    path = feed(story(body='<p>{"type": "category"}</p>'))
    assert len(lines(path)) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "not JSON"),
        ("nonsense", "not JSON"),
        ('{"headline": NaN}', "NaN is no JSON value"),
        ('{"headline": -Infinity}', "-Infinity is no JSON value"),
        ("[1]", "must be an object, not a list"),
        ("7", "must be an object, not a number"),
        ("null", "must be an object, not nothing"),
        ("{} {}", "more than one JSON value"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("9" * 5000, "not JSON"),
    ],
)
def test_a_line_that_is_no_record_is_told_and_the_next_is_read(feed, story, line, expected):
    (first, bad), (second, good) = lines(feed(line, story()))
    assert (first, second) == (1, 2)
    assert expected in reason(bad)
    assert isinstance(good, ArticleRecord)


def test_bytes_that_are_no_utf_8_are_told(tmp_path, story):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b'{"headline": "\xff"}\n' + json.dumps(story()).encode())
    (_, bad), (_, good) = lines(path)
    assert reason(bad) == "The line is not UTF-8 at byte 14."
    assert isinstance(good, ArticleRecord)


def test_a_byte_order_mark_is_passed_over(tmp_path, story):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(story()).encode())
    assert isinstance(lines(path)[0][1], ArticleRecord)


def test_a_line_that_is_too_long_is_passed_over(feed, story, monkeypatch):
    monkeypatch.setattr(json_lines, "MAX_LINE", 1000)
    path = feed(story(body="x" * 5_000_000), story())
    (_, bad), (second, good) = lines(path)
    assert "which is the limit" in reason(bad)
    assert (second, type(good)) == (2, ArticleRecord)


def test_memory_stays_flat_however_many_lines_there_are(tmp_path, story):
    path = tmp_path / "feed.jsonl"
    line = json.dumps(story(body="x" * 2000)) + "\n"
    path.write_text(line * 10_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_lines(path, Turn.ARTICLES)) == 10_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def in_file(tmp_path, text, turn=Turn.ARTICLES):
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    return [(entry.line, entry.found) for entry in read_file(path, turn)]


def test_a_file_may_be_one_object(tmp_path, story):
    ((line, found),) = in_file(tmp_path, "\n" + json.dumps(story(), indent=2))
    assert (line, found.headline) == (2, "Copper climbs")


def test_a_file_may_be_a_list(tmp_path, story):
    text = "[\n" + ",\n".join(json.dumps(story(headline=name)) for name in ("One", "Two")) + "\n]\n"
    assert [(line, found.headline) for line, found in in_file(tmp_path, text)] == [(2, "One"), (3, "Two")]


def test_an_empty_list_has_no_record(tmp_path):
    assert in_file(tmp_path, "[ ]") == []


def test_what_stands_before_a_mistake_is_read(tmp_path, story):
    (_, good), (line, bad) = in_file(tmp_path, f"[{json.dumps(story())},\n{{oops]")
    assert isinstance(good, ArticleRecord)
    assert (line, "not JSON" in reason(bad)) == (2, True)


@pytest.mark.parametrize("text", ["", "{", "[{}", "[{}}", "{} x", "[1,]", "\ufeff"])
def test_a_file_that_is_no_json_is_told(tmp_path, text):
    assert any("not JSON" in found.reason for _, found in in_file(tmp_path, text) if isinstance(found, BadRecord))


def test_a_file_that_is_no_utf_8_is_told(tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(b'{"headline": "\xe9"}')
    (entry,) = read_file(path, Turn.ARTICLES)
    assert "not UTF-8" in reason(entry.found)
    assert list(read_file(path, Turn.NEWSROOM)) == []
