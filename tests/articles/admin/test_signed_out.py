"""A form that is sent when the login has run out: its text comes through the sign-in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, KeptText
from tests.articles.admin.newsroom import address, held, said, sign_in
from tests.factories import make_article, make_category, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"
TYPED = "/admin/articles/article/typed/"


@pytest.fixture
def elena():
    return make_user("Editor", username="elena")


@pytest.fixture
def browser(elena):
    return sign_in(Client(), elena)


def send_signed_out(browser, url, **changes):
    """Fills in the form, loses the login, sends it. Returns the page that comes instead."""
    data = held(browser.get(url)) | changes
    browser.session.flush()
    return browser.post(url, data | {"_save": "x"})


def go_on(browser, page):
    return browser.post(TYPED, {"typed": page.context["typed"]}, follow=True)


def test_the_text_stays_on_a_page_while_one_signs_in_and_is_offered_then(browser, elena):
    article = make_article()
    page = send_signed_out(browser, address(article), headline="Not lost", **{"key_points-0-text": "A point"})
    assert page.status_code == 403
    assert "nothing is lost" in page.content.decode()
    assert not KeptText.objects.exists()
    response = go_on(sign_in(browser, elena), page)
    assert said(response) == ["Your text is here. It is not saved yet: bring it back."]
    [offer] = response.context["offers"]
    assert (offer.headline, offer.article) == ("Not lost", article)
    assert held(browser.post(address(article), {"_bring_back": offer.pk}))["headline"] == "Not lost"


def test_a_new_article_too(browser, elena):
    page = send_signed_out(browser, ADD, headline="A new one", category=make_category().pk)
    response = go_on(sign_in(browser, elena), page)
    assert response.request["PATH_INFO"] == ADD
    assert [offer.headline for offer in response.context["offers"]] == ["A new one"]
    assert not Article.objects.exists()


def test_who_goes_on_too_early_is_told_and_keeps_the_page(browser):
    page = send_signed_out(browser, address(make_article()), headline="Not lost")
    again = go_on(browser, page)
    assert "You are not signed in yet." in again.content.decode()
    assert again.context["typed"] == page.context["typed"]


def test_a_long_text_with_a_picture_goes_through_without_the_picture(browser, elena):
    body = "<p>" + "Long words. " * 20_000 + "</p>"
    picture = SimpleUploadedFile("a.png", b"x", "image/png")
    page = send_signed_out(browser, address(make_article()), body=body, picture=picture)
    go_on(sign_in(browser, elena), page)
    assert KeptText.objects.get().fields["body"] == body


@pytest.mark.parametrize("typed", ["", "x", "x:y:z"])
def test_what_this_site_did_not_sign_is_refused(browser, typed):
    response = browser.post(TYPED, {"typed": typed}, follow=True)
    assert "too old to go on from" in said(response)[0]
    assert not KeptText.objects.exists()


def test_a_page_of_another_browser_is_refused(browser, elena):
    """Somebody who knows how to make such a page cannot put words into a colleague's newsroom."""
    page = send_signed_out(sign_in(Client(), make_user("Editor")), address(make_article()), headline="Planted")
    go_on(browser, page)
    assert not KeptText.objects.exists()


def test_the_cookie_is_not_sent_by_pages_of_others(browser):
    page = send_signed_out(browser, address(make_article()))
    cookie = page.cookies["typed"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Strict", True)


def test_looking_at_a_form_signed_out_leads_to_the_sign_in_as_ever(client):
    assert client.get(ADD).status_code == 302


def test_the_window_of_the_sign_in_arrives_where_it_tells_the_form(client, elena):
    window = "/admin/articles/article/signed-in/"
    assert client.get(window).url == f"/admin/login/?next={window}"
    assert "js/admin/signed_in.js" in sign_in(client, elena).get(window).content.decode()


def test_a_script_hears_who_is_signed_in_and_the_token_of_now(client, elena):
    who = "/admin/articles/article/who/"
    assert client.get(who).status_code == 401
    answer = sign_in(client, elena).get(who).json()
    assert (answer["user"], answer["name"]) == (elena.pk, "elena")
    assert len(answer["token"]) == 64


def test_an_account_that_writes_no_articles_is_told_so(client):
    answer = sign_in(client, make_user()).get("/admin/articles/article/who/")
    assert (answer.status_code, answer.json()) == (403, {"sentence": "Your account does not write articles."})
