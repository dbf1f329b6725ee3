"""The pages of verbs that ask first: who may open them, what they do, and that nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Correction
from articles.workflow import correct, publish, submit, withdraw
from tests.articles.admin.newsroom import act, address, said, send, sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
PAGES = ("ask_for_changes", "unschedule", "correct", "withdraw")


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor", username="elena"))


def refusals(response):
    return [error for errors in response.context["form"].errors.values() for error in errors]


def in_review(**fields):
    article = make_article(published=False, **fields)
    submit(article)
    return article


@pytest.mark.parametrize("page", PAGES)
def test_they_are_for_editors(client, page):
    rita = make_user("Reporter")
    article = make_article(created_by=rita)
    assert sign_in(client, rita).get(address(article, page)).status_code == 403
    assert client.post(address(article, page), {"text": "x", "kind": "update"}).status_code == 403
    assert Article.objects.get().state == "published"


@pytest.mark.parametrize("page", PAGES)
def test_of_what_is_not_there_there_is_none(editor, page):
    article = make_article()
    url = address(article, page)
    Article.objects.all().delete()
    assert editor.get(url).status_code == 404


def test_asking_for_changes_makes_it_a_draft_and_its_writer_reads_why(client):
    rita = make_user("Reporter")
    article = in_review(created_by=rita)
    sign_in(client, make_user("Editor", first_name="Elena", last_name="Berg"))
    response = client.post(address(article, "ask_for_changes"), {"text": "Shorter."}, follow=True)
    assert said(response) == ["Asked for changes. It is a draft again."]
    html = sign_in(client, rita).get(address(article)).content.decode()
    assert "<b>Elena Berg</b> asked for changes at" in html
    assert "<p>Shorter.</p>" in html
    submit(article)
    assert "asked for changes at" not in client.get(address(article)).content.decode()


def test_without_words_the_page_comes_back(editor):
    response = editor.post(address(in_review(), "ask_for_changes"), {"text": " "})
    assert refusals(response) == ["Say what should be changed."]
    assert Article.objects.get().state == "in_review"


def test_what_the_verb_refuses_stands_on_the_page_with_what_was_typed(editor):
    article = make_article(published=False)
    response = editor.post(address(article, "correct"), {"kind": "update", "text": "It rose by much."})
    assert refusals(response) == [f"“{article}” is draft, so it cannot be corrected: readers see no text of it."]
    assert "It rose by much." in response.content.decode()


def test_a_correction_stands_under_the_article_and_on_the_page_of_corrections(editor, client):
    article = make_article(headline="Copper rises")
    response = editor.post(address(article, "correct"), {"kind": "correction", "text": "It was Monday."}, follow=True)
    assert said(response) == ["Readers are told, under the article and on the corrections page."]
    for path in (article.get_absolute_url(), "/corrections/"):
        assert "It was Monday." in client.get(path).content.decode()
    assert 'class="article__updated"' in client.get(article.get_absolute_url()).content.decode()


def test_pressing_twice_tells_readers_once(editor):
    article = make_article()
    for _ in range(2):
        response = editor.post(address(article, "correct"), {"kind": "update", "text": "It rose."}, follow=True)
    assert said(response) == ["That was done already; nothing changed."]
    assert Correction.objects.count() == 1


def test_saving_the_form_leaves_corrections_and_updated_alone(editor):
    article = make_article()
    correct(article, text="It was Monday.")
    before = Article.objects.get()
    send(editor, address(article), dek="A comma.", corrections__0__note="Forged", updated_at_0="2020-01-01")
    after = Article.objects.get()
    assert (after.dek, after.updated_at) == ("A comma.", before.updated_at)
    assert after.corrections.get().note == "It was Monday."


def test_only_a_chief_editor_amends_what_readers_have_seen(client):
    article = make_article()
    correct(article, text="It was Monday.")
    url = f"/admin/articles/article/{article.pk}/corrections/{Correction.objects.get().pk}/"
    sign_in(client, make_user("Editor"))
    assert client.get(url).status_code == client.post(url, {"text": "x"}).status_code == 403
    assert url not in client.get(address(article)).content.decode()
    sign_in(client, make_user("Chief editor"))
    assert url in client.get(address(article)).content.decode()
    assert "It was Monday." in client.get(url).content.decode()
    assert said(client.post(url, {"text": "It was Tuesday."}, follow=True)) == ["Amended."]
    assert Correction.objects.get().note == "It was Tuesday."
    assert "Amended" in client.get(article.get_absolute_url()).content.decode()


def test_withdrawing_tells_readers_what_the_editor_typed_and_the_newsroom_why(editor, client):
    article = make_article()
    editor.post(address(article, "withdraw"), {"tell": "It was not so.", "why": "The source was none."})
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert "It was not so." in gone.content.decode()
    assert "The source was none." not in gone.content.decode()
    assert "The source was none." in editor.get(address(article)).content.decode()


def test_what_readers_are_told_can_be_changed(editor):
    article = make_article()
    withdraw(article, tell="It was not so.")
    assert "It was not so." in editor.get(address(article, "withdraw")).content.decode()
    editor.post(address(article, "withdraw"), {"tell": "It was never so."})
    assert Article.objects.get().withdrawal == "It was never so."


def test_an_article_is_taken_off_the_schedule(editor):
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    response = editor.post(address(article, "unschedule"), {"text": "Not yet."}, follow=True)
    assert said(response) == ["Taken off the schedule."]
    assert Article.objects.get().state == "in_review"


def test_what_is_scheduled_is_published_now(editor):
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    response = send(editor, address(article), "_publish_now")
    assert said(response)[0].startswith("Saved. Readers see it at its address.")
    assert Article.objects.get().is_public


def test_a_schedule_from_the_form_is_told_in_the_record(editor):
    article = make_article(published=False)
    send(editor, address(article), "_publish", published_at_0="2099-02-10", published_at_1="14:30:00")
    article.refresh_from_db()
    assert article.state == "scheduled"
    assert article.revisions.last().action == "scheduled"


class TestNotes:
    def post(self, client, article, **data):
        return client.post(f"/admin/articles/article/{article.pk}/notes/", data)

    def test_a_note_is_added_without_the_form_and_leaves_its_version_alone(self, editor):
        article = make_article(published=False)
        response = self.post(editor, article, note="Ring\nhim. <b>")
        assert response.url == f"{address(article)}#notes"
        assert "Ring<br>him. &lt;b&gt;" in editor.get(address(article)).content.decode()
        assert Article.objects.get().version == article.version

    def test_a_script_is_given_the_thread(self, editor):
        html = self.post(editor, make_article(), note="Ring him.", for_script="1").content.decode()
        assert "<b>elena</b>" in html
        assert "<html" not in html

    def test_a_script_is_told_why_not(self, editor):
        response = self.post(editor, make_article(), note=" ", for_script="1")
        assert (response.status_code, response.content.decode()) == (400, "A note needs words.")

    def test_reporters_note_on_their_own_articles_in_any_state_and_on_no_other(self, client):
        rita = make_user("Reporter")
        own, foreign = make_article(created_by=rita), make_article()
        sign_in(client, rita)
        assert self.post(client, own, note="x").status_code == 302
        assert self.post(client, foreign, note="x").status_code == 404
        assert (own.notes.count(), foreign.notes.count()) == (1, 0)

    def test_readers_never_see_one(self, editor, client):
        article = make_article(published=False)
        self.post(editor, article, note="A secret")
        publish(article)
        client.logout()
        assert "A secret" not in client.get(article.get_absolute_url()).content.decode()

    def test_it_is_added_by_post_alone(self, editor):
        assert editor.get(f"/admin/articles/article/{make_article().pk}/notes/").status_code == 405


def test_several_are_submitted_and_taken_off_the_schedule_at_once(editor):
    drafts = [make_article(published=False) for _ in range(2)]
    waiting = make_article(published_at=timezone.now() + timedelta(days=1))
    act(editor, "submit_selected", *drafts)
    response = act(editor, "unschedule_selected", waiting, *drafts)
    assert said(response) == ["Taken off the schedule: 1 article.", "Nothing to do for 2 articles."]
    assert {article.state for article in Article.objects.all()} == {"in_review"}
