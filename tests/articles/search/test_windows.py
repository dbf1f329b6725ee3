"""PostgreSQL looks through the newest days first; what it then finds is what it would find in all of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from articles.search import engine, parse, postgresql
from articles.search.engine import Newest, Window
from tests.factories import make_article

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("postgresql", reason="SQLite walks its index backwards and needs no windows"),
]
NEWEST = datetime(2026, 3, 3, 12, tzinfo=UTC)
EVERYTHING = Window(None, 1 << 62)
#: Days between one article and the next: some stand together, some months apart.
GAPS = [0, 0, 1, 0, 2, 9, 0, 40, 1, 200, 0, 3, 500, 30, 30]


@pytest.fixture
def archive(monkeypatch):
    """Newest first; some words in each, some in few."""
    monkeypatch.setattr(postgresql, "FIRST_WINDOW", 3)
    monkeypatch.setattr(postgresql, "MOST_PHRASES", 4)
    chance, at, made = random.Random(3), NEWEST, []
    for number, days in enumerate(GAPS):
        at -= timedelta(days=days, minutes=7)
        words = ["copper"] + [word for word in ("tin", "zinc", "lead") if chance.random() < 0.4]
        words += ["mercury"] if number == len(GAPS) - 1 else []
        made.append(make_article(headline=f"No {number}", body=f"<p>{' '.join(words)} rose.</p>", published_at=at))
    return made


def newest(typed: str, most: int, window: Window = EVERYTHING) -> Newest:
    return engine().newest(parse(typed), most, window)


@pytest.mark.parametrize(
    "typed", ["copper", "tin", "zinc", "tin zinc", "tin OR lead", "copper -tin", "mercury", "xenon"]
)
@pytest.mark.parametrize("most", [1, 2, 5, 15])
def test_however_many_are_asked_for_they_are_the_newest_that_meet_the_query(archive, monkeypatch, typed, most):
    found = newest(typed, most)
    monkeypatch.setattr(postgresql, "FIRST_WINDOW", 1_000)
    everything = newest(typed, 1_000)
    assert [entry.article for entry in found.entries] == [entry.article for entry in everything.entries[:most]]
    assert found.all == (len(everything.entries) <= most)


def test_a_window_that_is_asked_for_is_kept_to_the_place(archive):
    [last] = newest("copper", 1).entries
    third = newest("copper", 3).entries[2]
    inside = newest("copper", 10, Window(third.place, last.place))
    assert [entry.article for entry in inside.entries] == [archive[1].pk, archive[2].pk]
    assert inside.all


def test_a_phrase_of_words_that_many_have_is_looked_for_so_far_and_the_answer_says_how_far(archive):
    found = newest('"copper rose"', 10)
    plain = [entry.place for entry in newest("copper", 15).entries]
    assert not found.all
    assert found.reached is not None
    assert plain[-1] < found.reached <= plain[3]
    assert {entry.place for entry in found.entries} <= {place for place in plain if place >= found.reached}


def test_older_phrases_are_found_from_there_on(archive):
    """By date the next page begins where looking stopped, and in the end nothing was passed over."""
    places: list[int] = []
    window = EVERYTHING
    for _ in range(len(GAPS)):
        found = newest('"copper rose"', 10, window)
        places += [entry.place for entry in found.entries]
        if found.reached is None:
            break
        window = Window(None, found.reached)
    assert found.all
    plain = newest("copper -tin -zinc -lead -mercury", 15)
    assert places == [entry.place for entry in plain.entries]


def test_nothing_is_found_in_an_empty_archive():
    assert newest("copper", 10) == Newest()
