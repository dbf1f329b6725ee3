"""A page for everyone is the same for everyone: any cache may keep it."""

from __future__ import annotations

import pytest

from articles.models import StandingPage
from tests.factories import make_user

PUBLIC = {
    "front": "/",
    "all": "/articles/",
    "article": "/articles/2026/02/10/stocks-rise/",
    "category": "/categories/finance/",
    "author": "/authors/{author}/",
    "tickers": "/tickers/",
    "ticker": "/tickers/NYSE:SPY/",
    "risks": "/risks/",
    "risk": "/risks/rates/",
    "search": "/search/?q=stocks",
    "quotes": "/quotes/?tickers=NYSE:SPY",
    "about": "/about/",
    "corrections": "/corrections/",
    "robots": "/robots.txt",
}


@pytest.fixture(params=PUBLIC)
def address(request, full_article):
    return PUBLIC[request.param].format(author=full_article.bylines.all()[0].author.slug)


def test_it_opens(client, address):
    assert client.get(address).status_code == 200


def test_it_sets_no_cookie(client, address):
    assert not client.get(address).cookies


def test_it_does_not_depend_on_cookies(client, address):
    assert "cookie" not in client.get(address).headers.get("Vary", "").lower()


def test_any_cache_may_keep_it(client, address):
    assert client.get(address).headers["Cache-Control"].startswith("public, max-age=5,")


def test_it_has_no_nonce(client, address):
    answer = client.get(address)
    assert "nonce" not in answer.headers["Content-Security-Policy"]
    assert b"nonce" not in answer.content


def test_it_is_the_same_for_an_editor(client, address):
    before = client.get(address)
    client.force_login(make_user("Editor", username="somebody-in-the-newsroom"))
    after = client.get(address)
    assert after.content == before.content
    assert not after.cookies


def test_it_runs_nothing_but_the_sites_own_scripts(client, address):
    policy = dict(
        part.strip().partition(" ")[::2] for part in client.get(address).headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


def test_it_has_the_other_headers_of_a_careful_site(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_it_names_no_other_host(client, address):
    content = client.get(address).text
    for attribute in ('src="http', 'src="//', 'rel="stylesheet" href="http', "@import", "url("):
        assert attribute not in content


def test_it_holds_no_style_or_handler_of_its_own(client, address):
    content = client.get(address).text
    for sign in (" style=", "<style", " onclick", " onload", "javascript:"):
        assert sign not in content


def test_it_answers_a_question_for_its_headers_alone(client, address):
    answer = client.head(address)
    assert (answer.status_code, answer.content) == (200, b"")


def test_asked_again_unchanged_it_is_not_sent_again(client, address):
    tag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.django_db
def test_a_page_that_is_not_found_sets_no_cookie_either(client):
    answer = client.get("/none/")
    assert not answer.cookies
    assert "cookie" not in answer.headers.get("Vary", "").lower()


@pytest.mark.django_db
def test_hostile_words_in_a_footer_note_are_escaped(client):
    StandingPage.objects.filter(slug="about").update(footer_note="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get("/").content
