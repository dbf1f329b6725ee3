"""A form with the token of an earlier sign-in: nothing is done, nothing is lost, one button sends it again."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Category
from tests.factories import make_category, make_user

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def carla():
    return make_user("Chief editor", username="carla")


@pytest.fixture
def browser(carla):
    """Signed in, with the token of an earlier sign-in in what it sends."""
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(carla)
    return careful


def form_of(category):
    return f"/admin/articles/category/{category.pk}/change/"


def carried(page):
    """The form on the page, as a browser would send it."""
    found: dict[str, list[str]] = {}
    main = page.content.decode().partition("<main")[2]
    for name, value in HIDDEN.findall(main):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_what_was_typed_is_shown_and_nothing_is_changed(browser):
    category = make_category(name="Markets")
    page = browser.post(form_of(category), {"name": "Money & markets", "slug": "money", "_save": "Save"})
    assert page.status_code == 403
    assert "nothing is lost" in page.content.decode()
    assert "Money &amp; markets" in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert Category.objects.get().name == "Markets"


def test_the_button_sends_it_again_with_the_token_of_now(browser):
    category = make_category(name="Markets")
    page = browser.post(form_of(category), {"name": "Money & markets", "slug": "money", "order": "1", "_save": "Save"})
    answer = browser.post(form_of(category), carried(page))
    assert answer.status_code == 302
    assert Category.objects.get().name == "Money & markets"


def test_every_value_of_a_name_and_every_line_of_a_text_goes_along(browser):
    sent = {"_selected_action": ["3", "4"], "action": "withdraw_selected", "text": 'One\r\n\r\n"Two" <b>'}
    found = carried(browser.post("/admin/articles/article/", sent))
    assert {name: found[name] for name in sent} == {name: [v] if isinstance(v, str) else v for name, v in sent.items()}


def test_words_are_named_after_their_field_and_keys_are_not_shown(browser):
    sent = {
        "key_points-0-text": "It rose.",
        "key_points-TOTAL_FORMS": "1",
        "body": "<p>One.</p><p>Two.</p>",
        "risk": "7",
    }
    words = browser.post("/admin/articles/article/add/", sent).context["words"]
    assert words == [("Key points 1: text", "It rose."), ("Body", "One.\nTwo.")]


def test_a_file_is_named_and_a_password_never_carried(browser):
    picture = SimpleUploadedFile("mine.png", b"x", "image/png")
    page = browser.post("/admin/auth/user/add/", {"username": "ned", "password1": "so secret", "picture": picture})
    assert "mine.png" in page.content.decode()
    assert "so secret" not in page.content.decode()
    assert "You type them once more" in page.content.decode()


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/admin/account/password/", {}),
        ("/admin/articles/category/add/", {"origin": "https://evil.example"}),
        ("/admin/articles/category/add/", {"sec-fetch-site": "cross-site"}),
        ("/admin/articles/category/add/", {"sec-fetch-site": "same-site"}),
    ],
)
def test_the_door_and_forms_of_other_sites_get_the_plain_refusal(browser, path, headers):
    page = browser.post(path, {"name": "Planted"}, headers=headers)
    assert page.status_code == 403
    assert "Planted" not in page.content.decode()
    assert "The form could not be accepted" in page.content.decode()


@pytest.mark.parametrize("user", [None, {"is_staff": False}])
def test_who_is_not_of_the_staff_gets_the_plain_refusal(user):
    stranger = Client(enforce_csrf_checks=True)
    if user:
        stranger.force_login(make_user(**user))
    assert "Planted" not in stranger.post("/admin/articles/category/add/", {"name": "Planted"}).content.decode()


def test_who_owes_a_second_factor_is_led_to_it_first(browser, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert browser.post("/admin/articles/category/add/", {"name": "x"}).url == "/admin/account/"


def test_a_form_that_is_sent_after_the_login_ran_out_is_shown_and_goes_through_after_the_next(browser, carla):
    category = make_category(name="Markets")
    open_form = browser.get(form_of(category)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', open_form)[1]
    sent = {"name": "Money & markets", "slug": "money", "order": "1", "_save": "Save"}
    del browser.cookies["sessionid"]
    page = browser.post(form_of(category), sent | {"csrfmiddlewaretoken": token})
    assert page.status_code == 403
    assert "You are signed out" in page.content.decode()
    assert "Money &amp; markets" in page.content.decode()
    assert Category.objects.get().name == "Markets"
    browser.force_login(carla)
    assert browser.post(form_of(category), carried(page)).status_code == 302
    assert Category.objects.get().name == "Money & markets"


def test_nobody_puts_words_into_a_form_for_a_stranger(carla):
    stranger = Client(enforce_csrf_checks=True)
    page = stranger.post(form_of(make_category()), {"name": "Put in by another site"})
    assert page.status_code == 403
    assert "Put in by another site" not in page.content.decode()
