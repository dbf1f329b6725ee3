"""Every role, every verb, every state."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.choices import Status
from articles.models import Article, Revision
from articles.workflow import Refused, publish, submit, withdraw
from tests.factories import PUBLISHED_AT, make_article, make_user

pytestmark = pytest.mark.django_db
DRAFT, REVIEW, PUBLISHED, WITHDRAWN = Status
VERBS = {"submit": submit, "publish": publish, "withdraw": withdraw}
SAME, REFUSED = "the same", "refused"
STATES = ("draft", "review", "scheduled", "published", "withdrawn")

#: What becomes of an article in each of `STATES`: its new status, or nothing, or a refusal.
SUBMIT = (REVIEW, SAME, REFUSED, REFUSED, REFUSED)
PUBLISH = (PUBLISHED, PUBLISHED, SAME, SAME, PUBLISHED)
WITHDRAW = (REFUSED, REFUSED, WITHDRAWN, WITHDRAWN, SAME)
NEVER = (REFUSED,) * 5
TABLE = {
    ("server", "submit"): SUBMIT,
    ("server", "publish"): PUBLISH,
    ("server", "withdraw"): WITHDRAW,
    ("superuser", "submit"): SUBMIT,
    ("superuser", "publish"): PUBLISH,
    ("superuser", "withdraw"): WITHDRAW,
    ("chief editor", "submit"): SUBMIT,
    ("chief editor", "publish"): PUBLISH,
    ("chief editor", "withdraw"): WITHDRAW,
    ("editor", "submit"): SUBMIT,
    ("editor", "publish"): PUBLISH,
    ("editor", "withdraw"): WITHDRAW,
    ("reporter, own", "submit"): SUBMIT,
    ("reporter, own", "publish"): NEVER,
    ("reporter, own", "withdraw"): NEVER,
    ("reporter, of others", "submit"): NEVER,
    ("reporter, of others", "publish"): NEVER,
    ("reporter, of others", "withdraw"): NEVER,
    ("in no group", "submit"): NEVER,
    ("in no group", "publish"): NEVER,
    ("in no group", "withdraw"): NEVER,
    ("editor who left", "submit"): NEVER,
    ("editor who left", "publish"): NEVER,
    ("editor who left", "withdraw"): NEVER,
}
CASES = [
    pytest.param(role, verb, state, becomes, id=f"{role}: {verb} {state}")
    for (role, verb), outcomes in TABLE.items()
    for state, becomes in zip(STATES, outcomes, strict=True)
]


def person(role):
    if role == "server":
        return None
    if role == "superuser":
        return make_user(is_superuser=True)
    groups = {"reporter": "Reporter", "editor": "Editor", "chief editor": "Chief editor"}
    group = groups.get(role.split(",")[0].removesuffix(" who left"))
    return make_user(*([group] if group else []), is_active="left" not in role)


def article_in(state, owner):
    if state == "scheduled":
        return make_article(created_by=owner, published_at=timezone.now() + timedelta(days=1))
    article = make_article(published=state in {"published", "withdrawn"}, created_by=owner)
    if state == "review":
        submit(article)
    elif state == "withdrawn":
        withdraw(article)
    return article


@pytest.mark.parametrize(("role", "verb", "state", "becomes"), CASES)
def test_what_a_verb_does(role, verb, state, becomes):
    by = person(role)
    article = article_in(state, None if role == "reporter, of others" else by)
    before = Article.objects.get(pk=article.pk)
    try:
        changed = VERBS[verb](article, by=by)
    except Refused:
        changed = None
    after = Article.objects.get(pk=article.pk)
    if becomes == REFUSED:
        assert (changed, after.status, after.version) == (None, before.status, before.version)
    elif becomes == SAME:
        assert (changed, after.status, after.version) == (False, before.status, before.version)
    else:
        assert (changed, after.status, after.version) == (True, becomes, before.version + 1)
        assert article.version == after.version


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
    assert article.status == DRAFT


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
