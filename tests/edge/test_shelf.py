"""A worker keeps so many bytes of pages, and drops those that nobody asked for longest."""

from __future__ import annotations

import os

import pytest

from edge.copies import Copy
from edge.shelf import Shelf

SIZE = 10_000


def copy_of(path, used, query="", names=("article-1",)):
    """A page that does not get smaller by packing."""
    made = Copy(("host", path, query), "200 OK", [("Content-Type", "image/png")], os.urandom(SIZE))
    made.keep(frozenset({"all", *names}), 60, used, float("inf"))
    return made


@pytest.fixture
def shelf():
    return Shelf(SIZE * 20)


def paths(shelf):
    return {path for _, path, _ in shelf.copies}


def test_those_that_nobody_asked_for_longest_go(shelf):
    for number in range(30):
        shelf.put(copy_of(f"/{number}/", used=number), 0)
    assert shelf.bytes <= shelf.most_bytes
    assert "/29/" in paths(shelf)
    assert "/0/" not in paths(shelf)


def test_one_that_is_read_stays(shelf):
    shelf.put(copy_of("/read/", used=10_000), 0)
    for number in range(30):
        shelf.put(copy_of(f"/{number}/", used=number), 0)
    assert "/read/" in paths(shelf)


def test_pages_with_parameters_do_not_drive_out_the_others(shelf):
    for number in range(8):
        shelf.put(copy_of(f"/{number}/", used=number), 0)
    for number in range(200):
        shelf.put(copy_of("/search/", used=1000 + number, query=f"q={number}"), 0)
    assert {f"/{number}/" for number in range(8)} <= paths(shelf)


def test_one_page_that_is_too_large_is_not_kept():
    assert not Shelf(SIZE * 4).put(copy_of("/", used=1), 0)


def test_what_is_counted_is_what_is_there(shelf):
    for number in range(50):
        shelf.put(copy_of(f"/{number % 7}/", used=number), 0)
        shelf.copies["host", f"/{number % 7}/", ""].variant("identity")
        shelf.weigh(shelf.copies["host", f"/{number % 7}/", ""])
    assert shelf.bytes == sum(copy.size for copy in shelf.copies.values())
    shelf.purge(["all"], for_good=True)
    assert (shelf.bytes, shelf.copies, shelf._by_name) == (0, {}, {})


def test_very_many_purges_are_not_remembered_one_by_one(shelf):
    before = shelf.purges
    for number in range(100):
        shelf.purge([f"article-{number}-{part}" for part in range(200)])
    assert len(shelf._purged) <= 10_000
    assert not shelf.is_current(["something else"], before)
    assert shelf.is_current(["something else"], shelf.purges)
