"""Suggestions under the search box: by key, by pointer, said to screen readers, and never in the way."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.only_on("sqlite", reason="a script does the same whatever database its answers come from")
#: Axe would preload style sheets by adding style elements, which the site's policy forbids.
OPTIONS = {"preload": False}
PHONE = {"width": 320, "height": 700}
DESK = {"width": 1440, "height": 900}


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def reader(request, new_context, site) -> Page:
    page = new_context(viewport=request.param).new_page()
    page.goto(f"{site.url}/search/")
    return page


def box(page: Page):
    return page.get_by_label("Search Articles")


def test_down_and_enter_follow_a_suggestion(reader: Page):
    box(reader).press_sequentially("spy")
    options = reader.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box(reader)).to_have_attribute("aria-expanded", "true")
    box(reader).press("ArrowDown")
    first = options.first.get_attribute("id")
    expect(box(reader)).to_have_attribute("aria-activedescendant", first)
    expect(options.first).to_have_attribute("aria-selected", "true")
    box(reader).press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box(reader).press("ArrowDown")
    box(reader).press("Enter")
    expect(reader).to_have_url(re.compile(r"/tickers/NYSE:SPY/$"))


def test_enter_without_a_choice_sends_the_form(reader: Page):
    box(reader).press_sequentially("soybeans")
    expect(reader.get_by_role("option").first).to_be_visible()
    box(reader).press("Enter")
    expect(reader).to_have_url(re.compile(r"/search/\?q=soybeans$"))


def test_escape_closes_and_keeps_what_was_typed(reader: Page):
    box(reader).press_sequentially("spy")
    expect(reader.get_by_role("listbox")).to_be_visible()
    box(reader).press("Escape")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    expect(box(reader)).to_have_value("spy")
    expect(box(reader)).to_have_attribute("aria-expanded", "false")


def test_leaving_the_box_closes_it(reader: Page):
    box(reader).press_sequentially("spy")
    expect(reader.get_by_role("listbox")).to_be_visible()
    box(reader).press("Tab")
    expect(reader.get_by_role("listbox")).to_be_hidden()


def test_a_pointer_follows_a_suggestion(reader: Page):
    box(reader).press_sequentially("soyb")
    reader.get_by_role("option").first.click()
    expect(reader).to_have_url(re.compile(r"/articles/\d{4}/"))


def test_the_number_is_said(reader: Page):
    box(reader).press_sequentially("spy")
    expect(reader.get_by_role("status")).to_have_text(re.compile(r"^\d+ suggestions?$"))


def test_nothing_moves(reader: Page):
    place = "document.querySelector('#main').lastElementChild.getBoundingClientRect().top"
    box(reader).focus()
    before = reader.evaluate(place)
    box(reader).press_sequentially("spy")
    expect(reader.get_by_role("listbox")).to_be_visible()
    assert reader.evaluate(place) == before
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_the_list_open(new_context, site, scheme):
    page = new_context(viewport=DESK, color_scheme=scheme).new_page()
    page.goto(f"{site.url}/search/")
    box(page).press_sequentially("spy")
    expect(page.get_by_role("listbox")).to_be_visible()
    box(page).press("ArrowDown")
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()


def test_without_an_answer_the_box_is_still_a_box(reader: Page, noise):
    noise.allow("suggest")
    reader.route("**/search/suggest/**", lambda route: route.fulfill(status=503, body="ill"))
    with reader.expect_response("**/search/suggest/**"):
        box(reader).press_sequentially("spy")
    expect(reader.get_by_role("listbox")).to_be_hidden()
    box(reader).press("Enter")
    expect(reader).to_have_url(re.compile(r"/search/\?q=spy$"))


def test_without_scripts_it_is_a_plain_form(new_context, site):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.url}/search/")
    box(page).fill("spy")
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=spy$"))
