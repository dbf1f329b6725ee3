"""A draft as it would be printed: for the newsroom only, marked, and kept by nobody."""

from __future__ import annotations

import pytest

from articles.models import Byline
from articles.workflow import submit, withdraw
from tests.factories import make_article, make_author, make_user
from tests.markup import read


@pytest.fixture
def draft(db):
    return make_article(published=False, headline="A draft", body="<p>Words.</p>")


def sign_in(client, *groups, **fields):
    user = make_user(*groups, **fields)
    client.force_login(user)
    return user


def test_a_reader_is_asked_to_sign_in(client, draft):
    answer = client.get(draft.preview_url)
    assert (answer.status_code, answer.url) == (302, f"/admin/login/?next={draft.preview_url}")


def test_an_account_that_is_not_of_the_staff_is_asked_to_sign_in(client, draft):
    sign_in(client, is_staff=False)
    assert client.get(draft.preview_url).status_code == 302


@pytest.mark.parametrize("group", ["Editor", "Chief editor"])
def test_editors_see_every_draft(client, draft, group):
    sign_in(client, group)
    assert read(client.get(draft.preview_url)).one("h1").text == "A draft"


def test_a_reporter_does_not_see_the_draft_of_another(client, draft):
    sign_in(client, "Reporter")
    assert client.get(draft.preview_url).status_code == 404


def test_a_reporter_sees_their_own(client, db):
    own = make_article(published=False, created_by=sign_in(client, "Reporter"))
    assert client.get(own.preview_url).status_code == 200


def test_a_reporter_sees_what_bears_their_name(client, draft):
    author = make_author(user=sign_in(client, "Reporter"))
    Byline.objects.create(article=draft, author=author, position=1)
    assert client.get(draft.preview_url).status_code == 200


def test_there_is_no_preview_of_what_does_not_exist(client, db):
    sign_in(client, "Editor")
    assert client.get("/articles/preview/99/").status_code == 404


@pytest.fixture
def preview(client, draft):
    sign_in(client, "Editor")
    return lambda: client.get(draft.preview_url)


def test_it_is_marked_as_a_draft(preview):
    note = read(preview()).one("p", "preview-note")
    assert note.text == "Draft: only the newsroom sees this page, and whoever was sent a link. Status: Draft."


def test_it_says_that_it_is_in_review(preview, draft):
    submit(draft)
    assert "Status: In review." in read(preview()).one("p", "preview-note").text


def test_a_withdrawn_article_can_still_be_read_here(client, db):
    sign_in(client, "Editor")
    article = make_article()
    withdraw(article)
    assert "Status: Withdrawn." in read(client.get(article.preview_url)).one("p", "preview-note").text


def test_a_published_article_is_marked_as_published(client, db):
    sign_in(client, "Editor")
    page = read(client.get(make_article().preview_url))
    assert page.one("p", "preview-note").text == "Preview of a published article."


def test_a_public_page_is_not_marked(client, db):
    assert read(client.get(make_article().get_absolute_url())).all("p", "preview-note") == []


def test_it_is_kept_by_nobody(preview):
    kept = preview().headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept
    assert "public" not in kept


def test_not_even_the_way_to_sign_in_is_kept(client, draft):
    assert "no-store" in client.get(draft.preview_url).headers["Cache-Control"]


def test_it_is_not_for_search_engines(preview):
    assert read(preview()).one("meta", name="robots")["content"] == "noindex"
    assert read(preview()).all("link", rel="canonical") == []


def test_a_draft_without_a_date_says_so(preview):
    assert "Not published" in read(preview()).one("p", "article__label").text
