"""What the verbs do beside the state; who may what in which state stands in test_table.py."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.choices import Status
from articles.models import Article, Revision
from articles.workflow import Refused, publish, submit
from tests.factories import PUBLISHED_AT, make_article, make_user

pytestmark = pytest.mark.django_db


def test_publishing_without_a_date_takes_the_present_moment():
    article = make_article(published=False)
    before = timezone.now()
    publish(article)
    article.refresh_from_db()
    assert before <= article.published_at <= timezone.now()
    assert article.first_published_at == article.published_at


def test_publishing_takes_the_date_the_article_carries_unless_another_is_given():
    article = make_article(published=False, published_at=PUBLISHED_AT)
    publish(article)
    assert article.published_at == PUBLISHED_AT
    assert publish(article, at=PUBLISHED_AT + timedelta(days=1))
    article.refresh_from_db()
    assert (article.published_at, article.first_published_at) == (PUBLISHED_AT + timedelta(days=1), PUBLISHED_AT)


def test_a_schedule_that_is_moved_was_not_published_at_its_first_date():
    soon = timezone.now() + timedelta(days=1)
    article = make_article(published=False)
    publish(article, at=soon)
    publish(article, at=soon + timedelta(days=1))
    article.refresh_from_db()
    assert article.first_published_at == article.published_at == soon + timedelta(days=1)


def test_an_article_without_a_body_is_not_published():
    with pytest.raises(Refused, match="has no body yet, so it cannot be published"):
        publish(make_article(published=False, body=""))


def test_a_verb_acts_on_what_is_stored_and_not_on_an_older_copy():
    article = make_article(published=False)
    older = Article.objects.get(pk=article.pk)
    publish(article)
    with pytest.raises(Refused, match="is published, so it cannot be submitted"):
        submit(older)


WRONG = "The headline says 5%, which the body does not."


def test_a_person_does_not_publish_past_a_check_that_blocks():
    article = make_article(published=False, headline="Gains 5%")
    with pytest.raises(Refused, match=WRONG):
        publish(article, by=make_user("Editor"))
    with pytest.raises(Refused, match=WRONG):
        publish(article, by=make_user("Editor"), at=timezone.now() + timedelta(days=1), despite="  ")
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_who_publishes_past_a_check_says_why_and_it_is_recorded():
    editor, wrong, right = make_user("Editor"), make_article(published=False, headline="Gains 5%"), make_article(False)
    publish(wrong, by=editor, despite=" The table\nhas it. ")
    publish(right, by=editor, why="At last.", despite="Nothing to go over")
    assert Revision.objects.get(article=wrong).why == f"Published although: {WRONG} Reason: The table has it."
    assert Revision.objects.get(article=right).why == "At last."


def test_a_command_on_the_server_is_not_stopped():
    assert publish(make_article(published=False, headline="Gains 5%"))


def test_what_is_checked_is_what_is_stored():
    article = make_article(published=False)
    older = Article.objects.get(pk=article.pk)
    article.headline = "Gains 5%"
    article.save()
    with pytest.raises(Refused, match=WRONG):
        publish(older, by=make_user("Editor"))
