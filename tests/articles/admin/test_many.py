"""Many articles at once: what readers notice is asked about first, article by article."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles.choices import Status
from articles.models import Announcement, Article, Note, Revision, SearchDocument
from articles.workflow import record, withdraw
from staff.models import AuditEntry
from tests.articles.admin.newsroom import SEEN, act, said, sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
PUBLISH, WITHDRAW, UNSCHEDULE = "publish_selected", "withdraw_selected", "unschedule_selected"


@pytest.fixture
def editor(client):
    return sign_in(client, make_user("Editor", username="elena"))


def ask(client, action, *articles):
    return client.post(LIST, {"action": action, "_selected_action": [article.pk for article in articles]})


def told(page):
    """What the page says of each article: what becomes of it, or what stands against it."""
    return {row.article.pk: row.becomes or row.refusal for row in page.context["rows"]}


def test_the_page_says_what_becomes_of_each_and_what_stands_against_it(editor):
    tomorrow = timezone.now() + timedelta(days=1)
    ready, later = make_article(published=False), make_article(published=False, published_at=tomorrow)
    empty, done = make_article(published=False, body=""), make_article()
    blocked = make_article(published=False, headline="Profit rose 47 percent")
    page = ask(editor, PUBLISH, ready, later, empty, done, blocked)
    found = told(page)
    assert found[ready.pk] == "Published"
    assert found[later.pk].startswith("Scheduled for ")
    assert found[empty.pk] == f"“{empty}” has no body yet, so it cannot be published."
    assert found[done.pk] == ""
    assert "47" in found[blocked.pk]
    html = page.content.decode()
    assert 'value="Publish: 2 articles"' in html
    assert "you do it as elena" in html


def test_nothing_is_done_before_it_is_confirmed(editor):
    draft, public = make_article(published=False), make_article()
    kept = [model.objects.count() for model in (Revision, Announcement, AuditEntry, LogEntry, Note, SearchDocument)]
    ask(editor, PUBLISH, draft)
    ask(editor, WITHDRAW, public)
    assert [
        model.objects.count() for model in (Revision, Announcement, AuditEntry, LogEntry, Note, SearchDocument)
    ] == kept
    stored = {article.pk: (article.status, article.version) for article in Article.objects.all()}
    assert stored == {draft.pk: (Status.DRAFT, draft.version), public.pk: (Status.PUBLISHED, public.version)}


def test_publishing_many_tells_what_was_done_and_what_was_refused(editor):
    ready, empty, done = make_article(published=False), make_article(published=False, body=""), make_article()
    response = act(editor, PUBLISH, ready, empty, done)
    assert said(response) == [
        "Published: 1 article.",
        "Nothing to do for 1 article.",
        f"“{empty}” has no body yet, so it cannot be published.",
    ]
    ready.refresh_from_db()
    assert (ready.status, ready.version) == (Status.PUBLISHED, 1)
    assert LogEntry.objects.get().change_message == "Published."


def test_what_was_saved_since_it_was_shown_is_left_as_it_is(editor):
    article = make_article(published=False)
    page = ask(editor, PUBLISH, article)
    article.headline = "Another headline"
    article.save()
    record(article)
    seen = SEEN.findall(page.content.decode())
    sent = {"action": PUBLISH, "confirmed": "yes", "_selected_action": [article.pk], "seen": seen}
    response = editor.post(LIST, sent, follow=True)
    assert said(response) == [
        "Somebody saved “Another headline” meanwhile, so it was left as it is. Look at it once more."
    ]
    assert Article.objects.get().status == Status.DRAFT


def test_a_confirmation_that_saw_nothing_does_nothing(editor):
    article = make_article(published=False)
    sent = {
        "action": PUBLISH,
        "confirmed": "yes",
        "_selected_action": [article.pk],
        "seen": ["x", "1:", ":1", "9" * 30],
    }
    editor.post(LIST, sent)
    assert Article.objects.get().status == Status.DRAFT


def test_withdrawing_many_tells_readers_and_the_newsroom_the_same_of_each(editor):
    public, draft = make_article(), make_article(published=False)
    response = act(editor, WITHDRAW, public, draft, tell="The figures were wrong.", why="See the mail.")
    assert said(response) == ["Withdrawn: 1 article.", f"“{draft}” is draft, so it cannot be withdrawn."]
    public.refresh_from_db()
    assert (public.status, public.withdrawal) == (Status.WITHDRAWN, "The figures were wrong.")
    assert Note.objects.get().text == "See the mail."


def test_a_sentence_that_is_too_long_comes_back_and_nothing_is_done(editor):
    article = make_article()
    page = act(editor, WITHDRAW, article, tell="x" * 400)
    assert "at most 300 characters" in page.content.decode()
    assert Article.objects.get().status == Status.PUBLISHED


def test_without_a_sentence_readers_of_what_was_withdrawn_are_told_the_same_as_before(editor):
    article = make_article()
    withdraw(article, tell="The figures were wrong.")
    assert said(act(editor, WITHDRAW, article)) == ["Nothing to do for 1 article."]
    assert Article.objects.get().withdrawal == "The figures were wrong."


def test_taking_off_the_schedule_is_asked_too(editor):
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    assert told(ask(editor, UNSCHEDULE, article)) == {article.pk: "In review"}
    assert said(act(editor, UNSCHEDULE, article)) == ["Taken off the schedule: 1 article."]


def test_where_nothing_can_be_done_there_is_no_button(editor):
    page = ask(editor, WITHDRAW, make_article(published=False))
    assert 'type="submit" class="default"' not in page.content.decode()
    assert f'<a class="closelink" href="{LIST}">' in page.content.decode()


def test_a_long_row_of_refusals_is_shortened(editor):
    response = act(editor, WITHDRAW, *(make_article(published=False) for _ in range(12)))
    assert len(said(response)) == 11
    assert said(response)[-1] == "The same for 2 articles more."


def test_more_than_a_page_can_show_are_refused(editor, monkeypatch):
    monkeypatch.setattr("articles.admin.many.MOST", 2)
    response = ask(editor, WITHDRAW, *(make_article() for _ in range(3)))
    assert said(editor.get(response.url)) == ["You chose 3 articles. Choose at most 2 at a time; nothing was done."]
    assert not Article.objects.filter(status=Status.WITHDRAWN).exists()


def test_submitting_is_done_at_once(editor):
    article = make_article(published=False)
    editor.post(LIST, {"action": "submit_selected", "_selected_action": [article.pk]})
    assert Article.objects.get().status == Status.IN_REVIEW


@pytest.mark.parametrize("group", ["Reporter", None])
def test_others_are_neither_asked_nor_obeyed(client, group):
    user = make_user(*filter(None, [group]))
    article = make_article(published=False, created_by=user)
    sign_in(client, user)
    sent = {"action": PUBLISH, "confirmed": "yes", "_selected_action": [article.pk], "seen": [f"{article.pk}:0"]}
    client.post(LIST, sent)
    assert Article.objects.get().status == Status.DRAFT
