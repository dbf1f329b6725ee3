"""What a transaction touches is written in it, gathered, and told after its commit."""

from __future__ import annotations

import contextlib

import pytest
from django.db import transaction

from edge import purging
from edge.models import Purge
from edge.notices import Notices

pytestmark = pytest.mark.django_db


class Failed(Exception):
    pass


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setattr(purging, "listeners", [lambda number, names, for_good: heard.append((set(names), for_good))])
    return heard


def touch_and_fail(name):
    with contextlib.suppress(Failed), transaction.atomic():
        purging.touch(name)
        raise Failed


def rows():
    return [set(purge.names.split()) for purge in Purge.objects.order_by("pk")]


def test_it_is_told_after_the_commit_and_not_before(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        purging.touch("article-12", "latest")
        assert not told
    assert told == [({"article-12", "latest"}, False)]


def test_a_name_is_written_once_in_a_transaction(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            purging.touch("article-12", "latest")
        purging.touch("latest", "risk-3")
    assert rows() == [{"article-12", "latest"}, {"risk-3"}]


def test_nothing_touched_writes_nothing(told):
    purging.touch()
    assert not rows()


def test_what_is_undone_is_not_told(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        touch_and_fail("article-12")
        assert not rows()
    assert not told


def test_what_is_touched_again_after_its_first_time_was_undone_is_told(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        touch_and_fail("article-12")
        purging.touch("article-12")
    assert rows() == [{"article-12"}]
    assert len(told) == 1


def test_what_is_gone_for_good_is_told_even_where_it_was_touched(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        purging.touch("article-12")
        purging.forget("article-12")
        purging.touch("article-12")
    assert told == [({"article-12"}, False), ({"article-12"}, True)]


def test_a_change_of_very_much_is_one_of_everything(told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        purging.touch(*(f"article-{number}" for number in range(1000)))
        purging.touch("article-5")
    assert rows() == [{"all"}]


def test_where_no_cache_is_told_there_is_nothing_to_acknowledge():
    purging.touch("latest")
    assert Purge.objects.get().acknowledged_at is not None


class TestNotices:
    def test_another_worker_reads_each_row_once_with_one_query(self, django_assert_num_queries):
        notices = Notices()
        purging.touch("article-12")
        purging.forget("article-13")
        with django_assert_num_queries(1):
            first = notices.read()
        assert [(set(names), for_good) for _, names, for_good in first] == [
            ({"article-12"}, False),
            ({"article-13"}, True),
        ]
        assert notices.read() == []

    def test_a_process_does_not_hear_of_its_own(self):
        notices = Notices()
        notices.own(Purge.objects.create(names="latest").pk, ["latest"])
        assert notices.read() == []

    def test_a_row_whose_transaction_ended_late_is_noticed_though_its_number_is_smaller(self):
        notices = Notices()
        Purge.objects.create(pk=12, names="first")
        assert len(notices.read()) == 1
        Purge.objects.create(pk=11, names="late")
        assert [names for _, names, _ in notices.read()] == [["late"]]

    def test_after_some_minutes_old_rows_are_not_read_again(self, time_machine, monkeypatch):
        clock = [0.0]
        monkeypatch.setattr("edge.notices.time.monotonic", lambda: clock[0])
        notices = Notices()
        Purge.objects.create(pk=12, names="first")
        notices.read()
        clock[0] = 301
        assert notices.read() == []
        assert (notices._floor, notices._seen) == (12, {})
