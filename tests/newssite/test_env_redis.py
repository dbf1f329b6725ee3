"""What `REDIS_URL` may hold, and how values stand in Redis."""

from __future__ import annotations

import pytest

from newssite import env
from newssite.env_redis import Plain, address, cache


@pytest.mark.parametrize(
    "held",
    ["redis://127.0.0.1:6379/0", "redis://cache", "rediss://me:hush@cache:6380/2", "unix:///run/redis/redis.sock"],
)
def test_an_address(monkeypatch, held):
    monkeypatch.setenv("X", held)
    assert address("X") == held


@pytest.mark.parametrize(
    "held",
    [
        "127.0.0.1:6379",
        "redis://",
        "redis://me:hush@",
        "redis://me:hush@h:port",
        "http://me:hush@h",
        "unix://",
        "redis://me:hush@h/news",
    ],
)
def test_anything_else_is_refused_without_repeating_a_password(monkeypatch, held):
    monkeypatch.setenv("X", held)
    with pytest.raises(env.EnvironmentValueError, match="must be an address such as redis://") as refused:
        address("X")
    assert "hush" not in str(refused.value)


def test_without_it_each_worker_has_its_own_memory(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert cache(address("X"))["BACKEND"].endswith("LocMemCache")


def test_a_redis_that_is_silent_is_given_up_soon():
    options = cache("redis://cache")["OPTIONS"]
    assert (options["socket_connect_timeout"], options["socket_timeout"]) == (0.5, 0.5)


def test_numbers_stay_numbers_for_redis_to_count_and_nothing_stored_can_run():
    assert Plain().dumps(7) == 7
    assert Plain().loads(Plain().dumps({"a": [1, "b"]})) == {"a": [1, "b"]}
    with pytest.raises(ValueError, match=r".*"):
        Plain().loads(b"\x80\x04K\x01.")
