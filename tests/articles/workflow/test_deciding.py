"""What the verbs leave behind: notes, dates, sentences for readers, and the reason in the record."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Correction, Note, Revision
from articles.workflow import (
    Refused,
    amend,
    ask_for_changes,
    correct,
    note,
    publish,
    record,
    schedule,
    submit,
    unschedule,
    withdraw,
)
from staff.models import AuditEntry
from tests.factories import PUBLISHED_AT, make_article, make_user

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)


def notes(article):
    return [(kept.about, kept.text) for kept in Note.objects.filter(article=article)]


def why(article):
    return Revision.objects.filter(article=article.pk).order_by("-number").values_list("action", "why").first()


def test_asking_for_changes_keeps_the_note_and_the_draft_is_listed_until_it_is_submitted_anew():
    article, editor = make_article(published=False), make_user("Editor")
    submit(article)
    ask_for_changes(article, editor, " Shorter,\r\nplease. ")
    assert notes(article) == [("changes", "Shorter,\nplease.")]
    assert why(article) == ("sent_back", "Shorter,\nplease.")
    assert list(Article.objects.asked_for_changes()) == [article]
    submit(article)
    assert not Article.objects.asked_for_changes()


def test_a_draft_that_nobody_sent_back_is_not_asked_for_changes():
    note(make_article(published=False), make_user("Editor"), "Well.")
    assert not Article.objects.asked_for_changes()


def test_changes_are_not_asked_for_without_words():
    article = make_article(published=False)
    submit(article)
    with pytest.raises(Refused, match=r"Say what should be changed\."):
        ask_for_changes(article, None, " \n ")


@pytest.mark.parametrize(
    ("text", "sentence"), [("  ", "A note needs words"), ("x" * 5001, "5,001 characters, where at most 5,000")]
)
def test_a_note_has_words_and_is_no_article(text, sentence):
    with pytest.raises(Refused, match=sentence):
        note(make_article(), None, text)


def test_a_note_of_a_person_is_in_the_audit_log_and_its_words_are_not():
    article, editor = make_article(), make_user("Editor")
    note(article, editor, "Ring him.")
    note(article, editor, "Ring him.")
    note(article, None, "From a command.")
    [entry] = AuditEntry.objects.filter(object_type="articles.article")
    assert (entry.kind, entry.what, entry.account) == ("added", "A note.", editor.pk)


def test_the_same_note_by_another_is_another():
    article = make_article()
    assert note(article, make_user("Editor"), "Yes.")
    assert note(article, make_user("Editor"), "Yes.")
    assert len(notes(article)) == 2


def test_a_schedule_needs_a_date_that_is_to_come():
    article = make_article(published=False)
    with pytest.raises(Refused, match=r"Say when “.*” is to appear"):
        schedule(article)
    with pytest.raises(Refused, match=r"Tuesday 10 February 2026, 14:30 \(EST, UTC.5\) is over\. Choose a later time"):
        schedule(article, at=PUBLISHED_AT)


def test_a_schedule_takes_the_date_that_was_wanted():
    wanted = timezone.now() + SOON
    article = make_article(published=False, published_at=wanted)
    assert list(Article.objects.planned()) == [article]
    assert schedule(article)
    assert (article.state, article.published_at, article.first_published_at) == ("scheduled", wanted, wanted)
    assert not Article.objects.planned()


def test_a_schedule_is_checked_as_publishing_is():
    article = make_article(published=False, headline="Gains 5%")
    with pytest.raises(Refused, match="The headline says 5%"):
        schedule(article, make_user("Editor"), timezone.now() + SOON)
    assert schedule(article, make_user("Editor"), timezone.now() + SOON, despite="It is in the chart.")


def test_what_is_taken_off_the_schedule_was_never_published_and_keeps_the_date_that_is_wanted():
    wanted = timezone.now() + SOON
    article = make_article(published_at=wanted)
    unschedule(article, None, "Not yet.")
    article.refresh_from_db()
    assert (article.state, article.published_at, article.first_published_at) == ("in_review", wanted, None)
    assert list(Article.objects.planned()) == [article]
    assert notes(article) == [("schedule", "Not yet.")]
    with time_machine.travel(wanted + SOON):
        assert not Article.objects.published()


def test_what_readers_see_is_not_put_off_by_publishing_it_later():
    article = make_article()
    with pytest.raises(Refused, match="Withdraw it first to publish it at a later time"):
        publish(article, at=timezone.now() + SOON)


def test_what_is_scheduled_can_be_published_at_once():
    article = make_article(published_at=timezone.now() + SOON)
    assert publish(article, at=timezone.now())
    assert article.is_public


def test_withdrawing_keeps_the_reason_for_the_newsroom_and_the_sentence_for_readers():
    article = make_article()
    withdraw(article, why="The source was not one.", tell="It was not so.")
    assert notes(article) == [("withdraw", "The source was not one.")]
    assert (article.withdrawal, why(article)) == ("It was not so.", ("withdrawn", "The source was not one."))
    assert withdraw(article, tell="It was never so.")
    assert not withdraw(article, tell="It was never so.")
    assert not withdraw(article)
    assert Article.objects.get().withdrawal == "It was never so."
    publish(article)
    assert Article.objects.get().withdrawal == ""


def test_a_sentence_for_readers_is_short():
    with pytest.raises(Refused, match="may have 300 characters; this has 301"):
        withdraw(make_article(), tell="x" * 301)


def test_a_correction_moves_updated_and_a_plain_save_does_not():
    article = make_article()
    record(article)
    assert Article.objects.get().updated_at is None
    with time_machine.travel(PUBLISHED_AT + SOON, tick=False):
        correct(article, make_user("Editor"), "clarification", " It was Monday. ")
    made = Correction.objects.get()
    assert (made.kind, made.note, made.at) == ("clarification", "It was Monday.", PUBLISHED_AT + SOON)
    assert Article.objects.get().updated_at == PUBLISHED_AT + SOON
    assert why(article) == ("corrected", "Clarification: It was Monday.")


def test_a_correction_has_a_kind_and_words():
    with pytest.raises(Refused, match="a correction, a clarification or an update"):
        correct(make_article(), None, "excuse", "x")
    with pytest.raises(Refused, match="Say what was wrong, and what is right"):
        correct(make_article(), None, "correction", "")


def test_an_amended_correction_says_so_and_a_note_keeps_what_it_said():
    article = make_article()
    correct(article, None, "correction", "It was Monday.")
    amend(Correction.objects.get(), make_user("Chief editor"), "It was Tuesday.")
    made = Correction.objects.get()
    assert (made.note, made.amended_at is None) == ("It was Tuesday.", False)
    assert notes(article) == [("amend", "It said: It was Monday.")]
    assert why(article) == ("amended", "It was Tuesday.")


def test_a_correction_is_not_emptied():
    article = make_article()
    correct(article, None, "correction", "It was Monday.")
    with pytest.raises(Refused, match="cannot be emptied"):
        amend(Correction.objects.get(), None, " ")
