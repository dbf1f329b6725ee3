"""The page on which editors choose the top of the front page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.front_page import CHANGED
from articles.front_page import compose
from articles.models import FrontPageSlot
from articles.workflow import withdraw
from tests.articles.admin.newsroom import said, sign_in
from tests.factories import make_article, make_user
from tests.markup import read

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/frontpageslot/"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor"))


def choose(client, lead=None, left=None, right=None, page=None, **more):
    """Sends the page as it opens, or as `page` was opened, with these stories in its places."""
    page = page or client.get(PAGE)
    sent = {"seen": page.context["seen"]}
    for position, article in enumerate((lead, left, right), 1):
        sent[f"place-{position}-article"] = article.pk if article else ""
        sent[f"place-{position}-until"] = ""
    return client.post(PAGE, sent | more, follow=True)


def stored():
    return {slot.position: slot.article for slot in FrontPageSlot.objects.all()}


def in_the_newsroom(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def refusal(response):
    return read(response).one("p", "errornote").text


def test_an_editor_chooses_the_lead_and_the_seconds(editor):
    lead, left, right = make_article(), make_article(), make_article()
    assert said(choose(editor, lead, left, right)) == ["Saved. Readers see it within a minute."]
    assert stored() == {1: lead, 2: left, 3: right}


def test_stories_change_places_in_one_save(editor):
    one, other = make_article(), make_article()
    choose(editor, one, other)
    choose(editor, other, one)
    assert stored() == {1: other, 2: one}


def test_a_place_is_left_to_the_newest(editor):
    choose(editor, make_article())
    choose(editor)
    assert stored() == {}


def test_a_choice_ends_at_its_time_by_itself(editor, time_machine):
    old = make_article(published_at=timezone.now() - timedelta(days=9))
    newest = make_article(published_at=timezone.now() - timedelta(hours=1))
    end = timezone.now() + timedelta(minutes=90)
    choose(editor, old, **{"place-1-until": in_the_newsroom(end)})
    assert compose().lead == old
    time_machine.move_to(end + timedelta(seconds=1))
    assert compose().lead == newest
    places = editor.get(PAGE).context["places"]
    assert places[0].form["article"].value() is None


def test_a_time_that_has_passed_is_refused_and_what_was_typed_stays(editor):
    article = make_article()
    response = choose(editor, article, **{"place-1-until": "2020-01-01T09:30"})
    page = read(response)
    assert page.one("ul", "errorlist").text == "This time has passed. Type a later one, or none."
    assert page.one("input", id="id_place-1-until")["value"] == "2020-01-01T09:30"
    assert stored() == {}


def test_only_published_articles_stand_there(editor):
    response = choose(editor, make_article(published=False))
    assert "Only published articles can stand on the front page." in read(response).text
    assert stored() == {}


def test_one_story_in_two_places_is_refused(editor):
    article = make_article(headline="Twice")
    sentence = "“Twice” was chosen for two places: Lead and Second, right. Choose another for one."
    assert refusal(choose(editor, article, None, article)) == sentence
    assert stored() == {}


def test_a_choice_made_before_a_colleagues_is_refused_with_both_and_goes_through_when_it_is_meant(editor):
    theirs, mine = make_article(headline="Theirs"), make_article(headline="Mine")
    opened = editor.get(PAGE)
    choose(editor, theirs)
    response = choose(editor, mine, page=opened)
    assert refusal(response) == CHANGED
    assert stored() == {1: theirs}
    assert "Now: Theirs, chosen" in read(response).text
    assert response.context["places"][0].form["article"].value() == str(mine.pk)
    choose(editor, mine, page=response)
    assert stored() == {1: mine}


def test_a_story_that_is_public_no_more_is_told_and_its_place_falls_back(editor):
    gone, newest = make_article(headline="Gone"), make_article(headline="Newest")
    choose(editor, gone)
    withdraw(gone)
    assert "Now: Newest, the newest story. “Gone” was chosen, and is not public now" in read(editor.get(PAGE)).text
    assert compose().lead == newest


def test_candidates_are_the_newest_and_searched_ones(editor):
    now = timezone.now()
    make_article(headline="Copper falls", published_at=now - timedelta(days=2))
    make_article(headline="Flour rises", published_at=now - timedelta(days=1))
    make_article(headline="Copper draft", published=False)
    headlines = lambda response: [article.headline for article in response.context["candidates"]]  # noqa: E731
    assert headlines(editor.get(PAGE)) == ["Flour rises", "Copper falls"]
    assert headlines(editor.get(PAGE, {"q": "copper"})) == ["Copper falls"]
    assert "No published article was found for “zinc”." in read(editor.get(PAGE, {"q": "zinc"})).text


def test_searching_without_scripts_keeps_what_was_chosen_and_saves_nothing(editor):
    chosen, other = make_article(headline="Flour rises"), make_article(headline="Copper falls")
    response = choose(editor, chosen, q="copper", _find="1")
    assert response.context["places"][0].form["article"].value() == str(chosen.pk)
    assert f'value="{chosen.pk}" selected' in response.content.decode()
    assert response.context["candidates"] == [other]
    assert stored() == {}


def test_nonsense_is_refused_and_does_no_harm(editor):
    make_article()
    response = editor.post(PAGE, {"place-1-article": "9" * 40, "place-2-article": "x", "place-3-until": "soon"})
    assert response.status_code == 200
    assert stored() == {}


def test_a_reporter_has_no_such_page(client):
    sign_in(client, make_user("Reporter"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {}).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_the_same_however_many_stories_there_are(editor, number):
    articles = [make_article() for _ in range(number)]
    choose(editor, articles[0])
    with CaptureQueriesContext(connection) as queries:
        editor.get(PAGE)
    # Session, user, rights twice; the slots, the candidates; slots, categories, articles, tickers of the page.
    assert len(queries) == 10
