"""A cache that may go away: left alone after it failed, and told of once."""

from __future__ import annotations

import pytest

from edge.away import MayBeAway


class Cache:
    def __init__(self):
        self.asked, self.is_away = 0, True

    def get(self):
        self.asked += 1
        if self.is_away:
            raise OSError("away")
        return "here"


@pytest.fixture
def cache():
    return Cache()


def test_it_is_left_alone_for_a_while(cache):
    door = MayBeAway("cache", "it goes on without")
    assert [door.ask(cache.get, "nothing") for _ in range(5)] == ["nothing"] * 5
    assert cache.asked == 1


def test_the_log_says_once_that_it_is_away_however_long_and_once_that_it_is_back(cache, caplog, monkeypatch):
    monkeypatch.setattr("edge.away.REST", -1.0)
    door = MayBeAway("cache", "it goes on without")
    for _ in range(3):
        door.ask(cache.get, "nothing")
    cache.is_away = False
    assert [door.ask(cache.get, "nothing") for _ in range(3)] == ["here"] * 3
    assert (cache.asked, [record.getMessage() for record in caplog.records]) == (
        6, ["The cache does not answer (OSError('away')): it goes on without.", "The cache answers again."],
    )  # fmt: skip
