"""The rest of the house is told of an article's appearance: once, whoever made it appear."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from articles import due
from articles.models import Announcement, Article
from articles.signals import article_appeared
from articles.workflow import enter, publish, record, record_all, unschedule, withdraw
from tests.factories import make_article, make_category

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def heard():
    """Headlines of the articles whose appearance was told, in order."""
    found: list[str] = []

    def listen(sender, articles, **kwargs):
        found.extend(article.headline for article in articles)

    article_appeared.connect(listen)
    yield found
    article_appeared.disconnect(listen)


@pytest.fixture
def failing():
    """A receiver that fails while `failing` holds the article's headline."""
    headlines: set[str] = set()

    def listen(sender, articles, **kwargs):
        for article in articles:
            if article.headline in headlines:
                raise RuntimeError("no line")

    article_appeared.connect(listen)
    yield headlines
    article_appeared.disconnect(listen)


def scheduled(headline="Later", after=HOUR):
    return make_article(headline=headline, published_at=timezone.now() + after)


def tick():
    return [(outcome.job, outcome.said) for outcome in due.run()]


def test_what_is_published_now_is_told_at_once(heard):
    make_article(headline="Now")
    assert heard == ["Now"]
    assert tick() == []


def test_what_is_scheduled_is_told_by_the_first_tick_after_its_time_and_by_no_other(heard):
    scheduled()
    assert (tick(), heard) == ([], [])
    with time_machine.travel(timezone.now() + HOUR):
        assert tick() == [("Appeared", "“Later”")]
        assert tick() == []
    assert heard == ["Later"]


def test_saving_what_readers_see_tells_nothing_again(heard):
    article = make_article(headline="Now")
    record(article)
    publish(article, at=article.published_at - HOUR)
    assert heard == ["Now"]


def test_a_record_made_after_the_time_of_a_schedule_tells_it_before_the_tick(heard):
    article = scheduled()
    with time_machine.travel(timezone.now() + HOUR):
        record(article)
        assert heard == ["Later"]
        assert tick() == []


def test_what_was_taken_off_the_schedule_is_not_told(heard):
    unschedule(scheduled())
    with time_machine.travel(timezone.now() + HOUR):
        assert tick() == []
    assert heard == []


def test_what_is_published_again_appears_again(heard):
    article = make_article(headline="Now")
    withdraw(article)
    publish(article)
    assert heard == ["Now", "Now"]


def test_an_import_tells_its_articles_together():
    lists = []

    def listen(sender, articles, **kwargs):
        lists.append([article.headline for article in articles])

    article_appeared.connect(listen)
    category, now = make_category(), timezone.now()
    made = enter(
        [
            Article(headline=word, slug=word, body="<p>x</p>", category=category, published_at=now + after)
            for word, after in (("one", -HOUR), ("two", -HOUR), ("later", HOUR))
        ],
        publish=True,
    )
    record_all(made)
    article_appeared.disconnect(listen)
    assert lists == [["one", "two"]]
    assert [row.article.headline for row in Announcement.objects.all()] == ["later"]


def test_one_that_fails_stops_no_other_and_is_told_when_it_can_be(heard, failing, capsys):
    first, second = scheduled("First"), scheduled("Second", HOUR * 2)
    failing.add("First")
    with time_machine.travel(timezone.now() + 3 * HOUR):
        with pytest.raises(SystemExit) as ended:
            call_command("tick")
        said = capsys.readouterr()
        assert ended.value.code == 1
        assert said.out == "Appeared: “Second”\n"
        assert said.err == f"Appeared failed ({first.pk}): RuntimeError: no line\n"
        assert set(Article.objects.missed()) == {first}
        failing.clear()
        call_command("tick")
        assert capsys.readouterr().out == "Appeared: “First”\n"
        assert not Article.objects.missed()
    assert heard == ["First", "Second", "First"]  # what a transaction wrote in the first place was undone
    assert second not in Article.objects.missed()


def test_a_job_that_cannot_say_what_is_due_is_told_and_stops_no_other(monkeypatch):
    monkeypatch.setattr(due, "_jobs", [])

    def broken():
        raise ValueError("no idea")

    due.add("Broken", broken, str)
    due.add("Well", lambda: [1, 2], lambda key: "" if key == 1 else f"did {key}")
    outcomes = list(due.run())
    assert [(outcome.job, outcome.said, str(outcome.error or "")) for outcome in outcomes] == [
        ("Broken", "", "no idea"),
        ("Well", "did 2", ""),
    ]


def test_a_job_that_is_added_twice_is_done_once(monkeypatch):
    monkeypatch.setattr(due, "_jobs", [])
    for word in ("first", "second"):
        due.add("Same", lambda: [1], lambda key, word=word: word)
    assert tick() == [("Same", "second")]


def test_planned_scheduled_live_and_missed():
    now = timezone.now()
    planned = make_article(published=False, published_at=now + HOUR)
    make_article(published=False)
    later = scheduled()
    live = make_article()
    late = scheduled(after=timedelta(minutes=5))
    with time_machine.travel(now + timedelta(minutes=5, seconds=59)):
        assert list(Article.objects.missed()) == []
    with time_machine.travel(now + timedelta(minutes=6, seconds=1)):
        assert list(Article.objects.missed()) == [late]
        assert list(Article.objects.scheduled()) == [later]
        assert list(Article.objects.live()) == [late, live]
        assert list(Article.objects.planned()) == [planned]
