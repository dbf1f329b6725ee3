"""What stands round every page."""

from __future__ import annotations

import pytest

from articles import chrome
from articles.models import StandingPage
from tests.factories import make_category

pytestmark = pytest.mark.django_db


def test_sections_stand_in_the_editors_order_and_then_by_name():
    make_category(name="Zinc", slug="zinc", order=1)
    make_category(name="Bonds", slug="bonds", order=2)
    make_category(name="Aid", slug="aid", order=2)
    assert chrome.load().categories == [("zinc", "Zinc"), ("aid", "Aid"), ("bonds", "Bonds")]


def test_standing_pages_stand_in_the_footers_order_under_their_titles():
    StandingPage.objects.filter(slug="about").update(title="Who we are")
    assert chrome.load().pages == [
        ("about", "Who we are"),
        ("standards", "Standards"),
        ("corrections", "Corrections"),
        ("privacy", "Privacy"),
    ]


def test_a_page_that_was_deleted_is_not_linked():
    StandingPage.objects.filter(slug="privacy").delete()
    assert "privacy" not in dict(chrome.load().pages)


def test_a_pages_footer_note_stands_on_every_page():
    StandingPage.objects.filter(slug="about").update(footer_note="All companies here are invented.")
    assert chrome.load().footer_notes == ["All companies here are invented."]


def test_a_page_that_does_not_look_asks_the_database_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        chrome.chrome(rf.get("/"))


# One query: categories and standing pages together.
def test_a_page_that_looks_asks_once(rf, django_assert_num_queries):
    make_category()
    with django_assert_num_queries(1):
        around = chrome.chrome(rf.get("/"))["chrome"]
        assert (len(around.categories), len(around.pages)) == (1, 4)


def test_the_name_and_address_of_the_site_come_from_the_settings(rf, settings):
    settings.SITE_NAME, settings.SITE_URL = "The Ticker", "https://ticker.example"
    around = chrome.chrome(rf.get("/"))
    assert (around["site_name"], around["site_url"]) == ("The Ticker", "https://ticker.example")
