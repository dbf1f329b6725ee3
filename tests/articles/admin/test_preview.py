"""A draft as it would be printed: for those who may edit it, marked, and never kept."""

from __future__ import annotations

import pytest

from articles.workflow import withdraw
from tests.articles.admin.newsroom import sign_in
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_article(published=False, headline="Not yet public")


def test_strangers_are_sent_to_sign_in(client, draft):
    response = client.get(draft.preview_url)
    assert (response.status_code, response.url) == (302, f"/admin/login/?next={draft.preview_url}")


def test_editors_see_it_marked_as_a_draft_and_nobody_keeps_it(client, draft):
    response = sign_in(client, make_user("Editor")).get(draft.preview_url)
    assert response.context["is_preview"] is True
    assert "Not yet public" in response.content.decode()
    assert "draft" in response.content.decode().lower()
    assert {"no-store", "private"} <= {part.strip() for part in response["Cache-Control"].split(",")}


def test_reporters_see_their_own_only(client, draft):
    rita = make_user("Reporter")
    own = make_article(published=False, created_by=rita)
    sign_in(client, rita)
    assert client.get(own.preview_url).status_code == 200
    assert client.get(draft.preview_url).status_code == 404


def test_the_public_address_of_a_draft_is_its_preview(draft):
    assert draft.get_absolute_url() == draft.preview_url


def form_of(client, article):
    return sign_in(client, make_user("Editor")).get(f"/admin/articles/article/{article.pk}/change/")


def test_the_form_of_a_draft_has_a_link_for_somebody_without_an_account(client, draft):
    form = form_of(client, draft)
    link = form.context["shared_link"]
    assert f'value="{link}"' in form.content.decode()
    client.logout()
    assert "Not yet public" in client.get(link[link.index("/articles/") :]).content.decode()


def test_the_form_of_what_everyone_may_read_or_nobody_has_none(client, draft):
    published, withdrawn = make_article(), make_article()
    withdraw(withdrawn)
    assert "shared_link" not in form_of(client, published).context
    assert "shared_link" not in form_of(client, withdrawn).context
