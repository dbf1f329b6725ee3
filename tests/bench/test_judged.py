"""The judged queries against the stories that they judge, and the plain search that they are measured by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import datetime

import pytest

from bench.judged.grades import BEST, GOOD, KNOWN, Query, code, grade, graded, named, opens, says, since, topic, until
from bench.judged.measures import mean, ndcg
from bench.judged.plain import PlainSearch, match
from bench.judged.queries import KINDS, QUERIES
from bench.judged.stories import CATEGORY, Story, read


@pytest.fixture(scope="module")
def stories(shared_data):
    return list(read(shared_data / "wire" / "reuters"))


@pytest.fixture(scope="module")
def judgements(stories):
    return {query.text: graded(query, stories) for query in QUERIES}


def story(**changes):
    given = {
        "reference": "1",
        "headline": "ACME <ACM> DIGS FOR TIN",
        "dateline": "PERTH, March 3 -",
        "paragraphs": ("Acme Corp said the U.S. tinsmiths found tin,", "and some more tin."),
        "moment": datetime(1987, 3, 3, 9, 30),
        "topics": frozenset({"tin"}),
        "places": frozenset({"australia"}),
        "bodies": frozenset(),
    }
    return Story(**(given | changes))


def test_there_are_enough_queries_and_no_two_alike():
    assert len(QUERIES) >= 70
    assert len({query.text.casefold() for query in QUERIES}) == len(QUERIES)
    kinds = Counter(query.kind for query in QUERIES)
    assert tuple(kinds) == KINDS
    assert kinds[KNOWN] >= 15
    assert min(kinds.values()) >= 4


def test_every_query_has_stories_that_answer_it(judgements):
    worths = {text: Counter(grades.values()) for text, grades in judgements.items()}
    assert [text for text, worth in worths.items() if not worth[BEST]] == []
    known = {query.text for query in QUERIES if query.kind == KNOWN}
    assert [text for text in known if not 1 <= worths[text][BEST] <= 2 or len(worths[text]) > 1] == []
    assert [text for text, worth in worths.items() if worth[BEST] + worth[GOOD] < 3 and text not in known] == []


def test_most_stories_answer_no_one_query(stories, judgements):
    shares = {text: len(grades) / len(stories) for text, grades in judgements.items()}
    assert max(shares.values()) < 0.3
    assert mean(list(shares.values())) < 0.02


def test_the_plain_search_is_neither_useless_nor_perfect(stories, judgements):
    search = PlainSearch(stories)
    values = [ndcg(search.find(query.text, 10), judgements[query.text]) for query in QUERIES]
    search.close()
    assert 0.4 < mean(values) < 0.9


def test_a_record_tells_nothing_of_what_the_story_was_filed_under(stories):
    assert {one.record()["category"] for one in stories} == {CATEGORY}
    assert len({one.reference for one in stories}) == len(stories) > 5000
    assert set(stories[0].record()) == {
        "headline", "body_text", "category", "published_at", "source_name", "source_reference",
    }  # fmt: skip


def test_missing_stories_are_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"^The judged stories are not there: no \*.json.gz in "):
        list(read(tmp_path / "none"))


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (topic("zinc", "tin"), True),
        (topic("zinc"), False),
        (named("digs? for"), True),
        (named("acme") & ~named("gold"), True),
        (code("ACM"), True),
        (code("TIN"), False),
        (says("tin"), True),
        (says("tin", times=2), True),
        (says("tin", times=3), False),
        (says("tin*", times=3), True),
        (says("u s tinsmiths"), True),
        (says("smiths") | opens("acme corp"), True),
        (since(1987, 3, 3), True),
        (until(1987, 3, 3), False),
    ],
)
def test_a_rule_holds_or_does_not(rule, holds):
    assert rule.holds(story()) is holds


def test_the_first_rule_that_holds_is_the_grade():
    query = Query("tin", "topic", best=topic("tin") & named("tin"), good=topic("tin"), touches=says("tin"))
    assert grade(query, story()) == 3
    assert grade(query, story(headline="ACME DIGS")) == 2
    assert grade(query, story(headline="ACME DIGS", topics=frozenset())) == 1
    assert grade(query, story(headline="ACME DIGS", topics=frozenset(), paragraphs=("Gold.",))) == 0


def test_the_plain_search_wants_every_word_and_reads_no_signs():
    assert match('"tin mine" AT&T -coin') == '"tin mine" AND "AT&T" AND "-coin"'
    search = PlainSearch([story(), story(reference="2", headline="ACME BUYS", paragraphs=("A mine of tin.",))])
    assert search.find("acme", 10) == ["2", "1"] or search.find("acme", 10) == ["1", "2"]
    assert search.find("tin mine", 10) == ["2"]
    assert search.find('"mine tin"', 10) == []
    search.close()
    with pytest.raises(sqlite3.ProgrammingError):
        search.find("tin", 10)
