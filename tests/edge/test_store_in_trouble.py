"""The page store in trouble: readers who come together, pages that change while they are made, or cannot be made."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.utils import timezone


def test_readers_who_come_together_wait_for_one_rendering(site):
    site.meanwhile = lambda: time.sleep(0.2)
    answers = site.together(8)
    assert len(site.made) == 1
    assert {answer.body for answer in answers} == {site.get().body}


def test_a_change_while_a_page_is_made_is_not_lost(site):
    def change():
        site.meanwhile = lambda: None
        site.store.noticed(1, ["article-12"], False)

    site.meanwhile = change
    assert site.get().headers["cache-control"].startswith("public, max-age=0")
    site.get()
    assert len(site.made) == 2


def test_who_waits_for_a_page_that_changes_meanwhile_gets_the_changed_one(site):
    begun, go = threading.Event(), threading.Event()

    def slowly():
        begun.set()
        go.wait(5)

    site.meanwhile = slowly
    first = threading.Thread(target=site.get)
    first.start()
    begun.wait(5)
    site.store.noticed(1, ["article-12"], False)
    answers = []
    second = threading.Thread(target=lambda: answers.append(site.get()))
    second.start()
    time.sleep(0.1)
    site.says, site.meanwhile = "Corrected. " * 100, lambda: None
    first_says = len(site.made)
    go.set()
    first.join(5)
    second.join(5)
    assert first_says == 1
    assert answers[0].body.startswith(b"Corrected.")


def test_a_page_whose_time_is_over_goes_out_while_another_reader_has_it_made(site):
    site.get()
    next(iter(site.store.shelf.copies.values())).until = 0.001
    site.meanwhile = lambda: time.sleep(0.3)
    answers = site.together(4)
    assert len(site.made) == 2
    assert sum("being-made-anew" in answer.headers["cache-status"] for answer in answers) == 3


def test_who_waits_too_long_for_a_changed_page_gets_the_last_one(site, monkeypatch):
    monkeypatch.setattr("edge.store.WAIT", 0.1)
    site.get()
    site.store.noticed(1, ["article-12"], False)
    site.meanwhile = lambda: time.sleep(0.5)
    answers = site.together(3)
    assert sum("being-made-anew" in answer.headers["cache-status"] for answer in answers) == 2


def test_what_changed_a_while_ago_nobody_sees_as_it_was_however_long_it_takes(site, monkeypatch):
    monkeypatch.setattr("edge.store.WAIT", 0.1)
    site.get()
    site.store.noticed(1, ["article-12"], False)
    time.sleep(0.15)
    site.says, site.meanwhile = "Corrected. " * 100, lambda: time.sleep(0.5)
    assert all(answer.body.startswith(b"Corrected.") for answer in site.together(3))


def test_a_page_that_cannot_be_made_is_served_as_it_was_and_marked(site):
    good = site.get()
    site.store.noticed(1, ["article-12"], False)
    site.fails = True
    bad = site.get()
    assert (bad.status, bad.body) == (200, good.body)
    assert bad.is_stale
    assert "max-age=0" in bad.headers["cache-control"]


def test_one_notice_is_logged_when_pages_begin_to_fail_and_one_when_they_are_well_again(site, caplog, monkeypatch):
    monkeypatch.setattr("edge.store.AGAIN_AFTER", 0.0)
    site.get()
    site.store.noticed(1, ["article-12"], False)
    site.fails = True
    with caplog.at_level(logging.WARNING, "edge"):
        for _ in range(5):
            site.get()
        site.fails = False
        site.get()
    warnings = [record.message for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 2
    assert "/page/" in warnings[0]


def test_a_page_that_failed_is_not_tried_again_for_each_reader(site):
    site.get()
    site.store.noticed(1, ["article-12"], False)
    site.fails = True
    for _ in range(10):
        site.get()
    assert len(site.made) == 2


def test_a_page_that_never_was_made_fails_as_it_does(site):
    site.fails = True
    assert site.get().status == 500


def test_the_last_copy_stands_in_for_a_day_and_no_longer(site, monkeypatch):
    site.get()
    site.store.noticed(1, ["article-12"], False)
    site.fails = True
    monkeypatch.setattr("edge.freshness.WHILE_ILL", 0)
    assert site.get().status == 500


def test_what_was_withdrawn_does_not_stand_in_for_anything(site):
    site.get()
    site.store.noticed(1, ["article-12"], True)
    site.fails = True
    assert site.get().status == 500


def test_while_the_database_is_away_pages_go_out_without_waiting_for_it(site):
    site.get()
    site.database_is_away = site.fails = True
    next(iter(site.store.shelf.copies.values())).until = 0.001
    began = time.monotonic()
    assert all(site.get().is_stale for _ in range(50))
    assert time.monotonic() - began < 1
    site.database_is_away = site.fails = False
    time.sleep(1.05)
    assert site.get().status == 200
    assert site.get().from_store
    assert not site.get().is_stale


def test_a_database_that_hangs_holds_up_one_reader_a_second_and_briefly(site):
    site.get()
    go = threading.Event()
    site.store.watch._read = lambda: go.wait(10) and []
    site.store.watch.again_at = 0.0
    site.store.watch._looked = -10.0
    began = time.monotonic()
    for _ in range(20):
        assert site.get().status == 200
    assert time.monotonic() - began < 0.6
    go.set()


def test_no_copy_is_good_beyond_the_next_change_that_is_known(site):
    site.coming = [(timezone.now() + timedelta(seconds=3), ["article-12"])]
    control = site.get().headers["cache-control"]
    assert "max-age=2, s-maxage=2, stale-while-revalidate=0" in control
    assert "max-age=2" in site.get().headers["cache-control"]


def test_what_is_known_beforehand_happens_at_its_second(site):
    site.coming = [(timezone.now() + timedelta(seconds=0.4), ["article-12"])]
    site.get()
    site.says = "Published. " * 100
    assert site.get().body.startswith(b"A page")
    time.sleep(0.45)
    assert site.get().body.startswith(b"Published.")


def test_a_page_of_which_there_is_no_copy_is_said_to_be_unavailable_within_a_second(site):
    site.database_is_away = True
    answer = site.get()
    assert (answer.status, answer.headers["retry-after"], answer.headers["cache-control"]) == (503, "5", "no-store")
    assert b"Our database does not answer" in answer.body
    assert not site.made
    site.database_is_away = False
    time.sleep(1.05)
    assert site.get().status == 200


def test_one_that_hangs_is_waited_for_once(site, monkeypatch):
    monkeypatch.setattr("edge.watch.GONE_AFTER", 0.7)
    go = threading.Event()
    site.store.watch._read = lambda: go.wait(10) and []
    began = time.monotonic()
    assert site.get().status == 503
    assert 0.6 < time.monotonic() - began < 1.2
    began = time.monotonic()
    assert [site.get().status for _ in range(20)] == [503] * 20
    assert time.monotonic() - began < 0.5
    go.set()


def test_a_database_that_is_only_slow_makes_no_page_unavailable(site):
    site.store.watch._read = lambda: time.sleep(1.5) or []
    assert site.get().status == 200


def test_pages_are_marked_while_nobody_knows_whether_they_changed(site):
    site.get()
    site.database_is_away = True
    site.store.watch._looked = site.store.watch.again_at = -10.0
    assert site.get().is_stale
    assert len(site.made) == 1
