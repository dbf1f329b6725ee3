"""A link lets somebody without an account read one draft, for some days, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from articles import sharing
from articles.models import Article
from articles.workflow import publish, submit, withdraw
from tests.factories import make_article
from tests.markup import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_article(published=False, headline="A draft", body="<p>Words.</p>")


def test_the_link_has_the_name_of_the_site(draft, settings):
    settings.SITE_URL = "https://paper.example"
    assert sharing.link_for(draft).startswith("https://paper.example/articles/preview/shared/")


def open_link(client, link: str):
    return client.get(link[link.index("/articles/") :])


def test_the_draft_is_read_without_an_account_and_says_until_when(client, draft):
    with time_machine.travel(dt.datetime(2026, 2, 10, 15, tzinfo=dt.UTC), tick=False):
        page = read(open_link(client, sharing.link_for(draft)))
    assert page.one("h1").text == "A draft"
    assert page.one("p", "preview-note").text == (
        "Not published yet: shown to you by the newsroom until 17 February 2026, 10:00 ET. Please do not pass it on."
    )


def test_it_shows_what_stands_there_now(client, draft):
    link = sharing.link_for(draft)
    submit(draft)
    Article.objects.filter(pk=draft.pk).update(headline="A better draft")
    assert read(open_link(client, link)).one("h1").text == "A better draft"


def test_it_opens_no_other_draft(client, draft):
    other = make_article(published=False, headline="Another")
    link = sharing.link_for(draft)
    assert client.get(other.preview_url).status_code == 302
    page = read(open_link(client, link))
    assert "Another" not in str(page.one("main").text)


def test_after_its_days_it_has_ended(client, draft):
    link = sharing.link_for(draft)
    with time_machine.travel(timezone.now() + dt.timedelta(days=sharing.DAYS, seconds=-2)):
        assert open_link(client, link).status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=sharing.DAYS, seconds=2)):
        answer = open_link(client, link)
    assert answer.status_code == 410
    assert read(answer).one("h1").text == "This link has ended"
    assert "A draft" not in answer.content.decode()


def test_of_what_was_published_it_leads_to_the_page(client, draft):
    link = sharing.link_for(draft)
    publish(draft)
    answer = open_link(client, link)
    assert (answer.status_code, answer.url) == (302, draft.get_absolute_url())


def test_what_is_scheduled_is_shown(client, draft):
    publish(draft, at=timezone.now() + dt.timedelta(days=1))
    assert open_link(client, sharing.link_for(draft)).status_code == 200


@pytest.mark.parametrize("leave", [withdraw, lambda article: article.delete()])
def test_of_what_was_withdrawn_or_deleted_it_has_ended(client, leave):
    article = make_article()
    link = sharing.link_for(article)
    leave(article)
    assert open_link(client, link).status_code == 410


@pytest.mark.parametrize("change", [lambda signed: signed[:-1], lambda signed: "x" + signed, lambda signed: "x"])
def test_a_changed_link_is_none(client, draft, change):
    signed = sharing.link_for(draft).rstrip("/").rpartition("/")[2]
    assert client.get(reverse("articles:shared", args=[change(signed)])).status_code == 404


def test_what_was_signed_for_something_else_is_none(client, draft):
    signed = signing.dumps([draft.pk, 2_000_000_000], salt="something else")
    assert client.get(reverse("articles:shared", args=[signed])).status_code == 404


def test_it_is_kept_by_nobody_and_its_address_is_told_to_nobody(client, draft):
    answer = open_link(client, sharing.link_for(draft))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert read(answer).one("meta", name="robots")["content"] == "noindex"


def test_it_is_only_read(client, draft):
    link = sharing.link_for(draft)
    assert client.post(link[link.index("/articles/") :]).status_code == 405
