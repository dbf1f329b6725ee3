"""Dates in the form: read by the newsroom's clock, and never guessed where it changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.models import Article
from tests.articles.admin.newsroom import address, errors, held, said, send, sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = datetime(2099, 11, 1, 5, 30, tzinfo=UTC), datetime(2099, 11, 1, 6, 30, tzinfo=UTC)
TWICE = {"published_at_0": "2099-11-01", "published_at_1": "01:30"}


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def test_an_hour_that_is_skipped_is_refused_with_the_next_and_nothing_is_lost(editor):
    article = make_article(published=False)
    response = send(
        editor, address(article), "_publish", published_at_0="2099-03-08", published_at_1="02:30", dek="Kept"
    )
    assert errors(response) == {
        "published_at": [
            "On Sunday 8 March 2099 the clocks in New York go forward from 02:00 to 03:00, so there is no 02:30. "
            "The next time that there is, is 03:00."
        ]
    }
    assert held(response) | {"dek": "Kept", "published_at_1": "02:30"} == held(response)
    assert Article.objects.get().published_at is None


def test_an_hour_that_comes_twice_is_asked_about(editor):
    article = make_article(published=False)
    response = send(editor, address(article), "_publish", **TWICE)
    [sentence] = errors(response)["published_at"]
    assert "Choose the first (EDT, UTC\N{MINUS SIGN}4) or the second (EST, UTC\N{MINUS SIGN}5)." in sentence
    html = response.content.decode()
    assert '<p class="newsroom-time__which">' in html
    assert ">the second (EST, UTC\N{MINUS SIGN}5)</option>" in html
    assert Article.objects.get().state == "draft"


@pytest.mark.parametrize(("which", "instant", "zone"), [("first", FIRST, "EDT"), ("second", SECOND, "EST")])
def test_the_one_that_was_chosen_is_taken_and_not_asked_about_again(editor, which, instant, zone):
    article = make_article(published=False)
    response = send(editor, address(article), "_publish", **TWICE, published_at_2=which)
    assert said(response)[0].startswith(f"Saved. It appears on Sunday 1 November 2099, 01:30 ({zone}, UTC")
    assert Article.objects.get().published_at == instant
    assert held(response)["published_at_2"] == which
    send(editor, address(article), dek="Saved once more")
    assert Article.objects.get().published_at == instant
    assert Article.objects.get().dek == "Saved once more"


def test_which_is_not_asked_of_a_time_that_comes_once(editor):
    article = make_article(published=False)
    html = editor.get(address(article)).content.decode()
    assert '<p class="newsroom-time__which" hidden>' in html
    send(editor, address(article), published_at_0="2099-11-01", published_at_1="03:30", published_at_2="second")
    assert Article.objects.get().published_at == datetime(2099, 11, 1, 8, 30, tzinfo=UTC)


def test_the_zone_stands_beside_the_date(editor):
    assert "New York: EST, UTC\N{MINUS SIGN}5" in editor.get(address(make_article())).content.decode()


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("2099-01-01", "", "Enter a valid time."),
        ("", "12:00", "Enter a valid date."),
        ("x", "1:00", "Enter a valid date."),
    ],
)
def test_half_a_date_is_refused(editor, day, hour, sentence):
    response = send(editor, address(make_article(published=False)), published_at_0=day, published_at_1=hour)
    assert errors(response) == {"published_at": [sentence]}


def test_a_date_in_the_past_is_published_and_not_scheduled(editor):
    article = make_article(published=False)
    send(editor, address(article), "_publish", published_at_0="2026-02-10", published_at_1="00:00")
    assert Article.objects.get().is_public
