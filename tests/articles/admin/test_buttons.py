"""The buttons under the form: who sees which in which state, and what they do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.choices import Status
from articles.models import Article
from articles.workflow import submit, withdraw
from tests.articles.admin.newsroom import address, said, send, sign_in
from tests.factories import make_article, make_category, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def in_state(state, user):
    """An article that this user began, brought to the state by the verbs."""
    if state == "scheduled":
        return make_article(created_by=user, published_at=timezone.now() + timedelta(days=1))
    article = make_article(created_by=user, published=state in {"published", "withdrawn"})
    if state == "in review":
        submit(article)
    if state == "withdrawn":
        withdraw(article)
    return article


def labels(client, url):
    context = client.get(url).context
    return [button.label for button in context["buttons"]] + [link.label for link in context["links"]]


def main(client, url):
    return [button.label for button in client.get(url).context["buttons"] if button.is_main]


@pytest.mark.parametrize(
    ("group", "state", "expected"),
    [
        ("Reporter", "draft", ["Save draft", "Submit for review"]),
        ("Reporter", "in review", ["Save"]),
        ("Reporter", "published", []),
        ("Reporter", "scheduled", []),
        ("Reporter", "withdrawn", []),
        ("Editor", "draft", ["Save draft", "Submit for review", "Publish"]),
        ("Editor", "in review", ["Save", "Publish", "Ask for changes"]),
        ("Editor", "published", ["Save", "Correct", "Withdraw"]),
        ("Editor", "scheduled", ["Save", "Publish now", "Take off the schedule"]),
        ("Editor", "withdrawn", ["Save", "Publish", "What readers are told"]),
        ("Chief editor", "draft", ["Save draft", "Submit for review", "Publish"]),
        ("Chief editor", "published", ["Save", "Correct", "Withdraw"]),
    ],
)
def test_buttons_by_role_and_state(client, group, state, expected):
    user = make_user(group)
    article = in_state(state, user)
    assert labels(sign_in(client, user), address(article)) == expected


@pytest.mark.parametrize(
    ("group", "state", "expected"),
    [
        ("Reporter", "draft", "Submit for review"),
        ("Reporter", "in review", "Save"),
        ("Editor", "draft", "Publish"),
        ("Editor", "in review", "Publish"),
        ("Editor", "scheduled", "Save"),
        ("Editor", "published", "Save"),
        ("Editor", "withdrawn", "Publish"),
    ],
)
def test_one_button_is_the_main_one(client, group, state, expected):
    user = make_user(group)
    article = in_state(state, user)
    assert main(sign_in(client, user), address(article)) == [expected]


def test_a_new_article_can_be_saved_submitted_and_published(client):
    assert labels(sign_in(client, make_user("Editor")), ADD) == ["Save draft", "Submit for review", "Publish"]
    assert labels(sign_in(client, make_user("Reporter")), ADD) == ["Save draft", "Submit for review"]


def test_a_date_in_the_future_makes_publish_a_schedule(client):
    sign_in(client, make_user("Editor"))
    article = make_article(published=False, published_at=timezone.now() + timedelta(days=1))
    assert labels(client, address(article)) == ["Save draft", "Submit for review", "Schedule"]


def test_a_reporter_submits(client):
    reporter = sign_in(client, make_user("Reporter", username="rita"))
    response = send(reporter, ADD, "_submit", category=make_category().pk, headline="Mine", body="<p>Words.</p>")
    assert Article.objects.get().status == Status.IN_REVIEW
    assert said(response)[0].startswith("Saved. The editors can see it now.")


def test_a_reporter_who_forges_the_publish_button_saves_and_is_refused(client):
    user = make_user("Reporter")
    article = make_article(published=False, created_by=user)
    response = send(sign_in(client, user), address(article), "_publish", headline="Changed")
    assert said(response)[0] == "Only editors publish."
    article.refresh_from_db()
    assert (article.status, article.headline, article.version) == (Status.DRAFT, "Changed", 1)


def test_an_editor_publishes_and_the_page_is_there(client):
    article = make_article(published=False)
    response = send(sign_in(client, make_user("Editor")), address(article), "_publish")
    article.refresh_from_db()
    assert article.is_public
    assert said(response) == [
        f'Saved. Readers see it at its address. <a href="{article.get_absolute_url()}">Look at it</a>'
    ]


def test_an_editor_schedules(client):
    article = make_article(published=False)
    changes = {"published_at_0": "2099-02-10", "published_at_1": "14:30:00"}
    response = send(sign_in(client, make_user("Editor")), address(article), "_publish", **changes)
    article.refresh_from_db()
    assert article.status == Status.PUBLISHED
    assert not article.is_public
    assert said(response)[0].startswith(
        "Saved. It appears on Tuesday 10 February 2099, 14:30 (EST, UTC\N{MINUS SIGN}5)."
    )


def test_withdrawing_asks_first(client):
    article = make_article()
    editor = sign_in(client, make_user("Editor"))
    assert "are told that the article was withdrawn" in editor.get(address(article, "withdraw")).content.decode()
    assert Article.objects.get().status == Status.PUBLISHED
    response = editor.post(address(article, "withdraw"), {"tell": "", "why": ""}, follow=True)
    assert Article.objects.get().status == Status.WITHDRAWN
    assert said(response) == ["Withdrawn. Readers of its address are told so."]


def test_a_reporter_does_not_withdraw(client):
    user = make_user("Reporter")
    article = make_article(created_by=user)
    assert sign_in(client, user).post(address(article, "withdraw")).status_code == 403
    assert Article.objects.get().status == Status.PUBLISHED


def test_what_is_not_there_cannot_be_withdrawn(client):
    assert sign_in(client, make_user("Editor")).get("/admin/articles/article/99/withdraw/").status_code == 404
