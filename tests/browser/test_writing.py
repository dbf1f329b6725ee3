"""Nothing that is typed is lost: a server that dies, a login that runs out, a closed tab.

In a real browser, with every script under the site's own policy.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_newsroom import sign_in
from tests.browser.writing import Newsroom, body, enter, line, points, problems, save, sign_in_again, write

ADD = "/admin/articles/article/add/"
REFUSED = r"ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_CONTENT_LENGTH_MISMATCH"
#: Signed out; or asked with the token of an earlier sign-in, which is renewed then.
SIGNED_OUT = r"status of 40[13]"


def test_what_is_typed_while_the_server_is_dead_is_saved_when_it_is_back(elena: Page, pressroom: Newsroom, noise):
    noise.allow(REFUSED)
    page = elena
    page.goto(pressroom.new_draft())
    page.locator("#id_dek").fill("Typed while all was well.")
    expect(line(page)).to_have_text(re.compile(r"^Kept at \d\d:\d\d\.$"))

    pressroom.kill()
    write(page, "Typed into the dark.")
    expect(line(page)).to_have_text("Kept in this browser: no connection.")
    save(page)
    expect(line(page)).to_contain_text("Not saved.")

    pressroom.start()
    expect(line(page)).to_have_text(re.compile(r"^Kept at"), timeout=15_000)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept:'))") == []
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    expect(page.locator("#id_dek")).to_have_value("Typed while all was well.")
    expect(body(page)).to_have_text("The old body. Typed into the dark.")
    assert points(page) == ["The old point.", "Typed into the dark."]
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_server_and_browser_die_and_what_was_typed_is_offered_back(
    elena: Page, context: BrowserContext, pressroom: Newsroom, noise
):
    noise.allow(REFUSED)
    page, url = elena, pressroom.new_draft()
    page.goto(url)
    pressroom.kill()
    write(page, "Typed into the dark.")
    expect(line(page)).to_have_text("Kept in this browser: no connection.")
    page.close()
    pressroom.start()

    page = context.new_page()
    page.goto(url)
    offer = page.get_by_role("region", name="Text that was not saved")
    expect(offer).to_contain_text(re.compile(r"You were writing at \d\d:\d\d and did not save"))
    assert problems(page) == []
    offer.get_by_role("link", name="Look at it").click()
    expect(page.locator("#difference-body ins")).to_have_text(" Typed into the dark.")
    assert problems(page) == []
    page.get_by_role("button", name="Bring it back").click()
    expect(body(page)).to_have_text("The old body. Typed into the dark.")
    assert points(page) == ["The old point.", "Typed into the dark."]
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    page.goto(url)
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_a_login_that_runs_out_while_writing_asks_aside_and_takes_no_key(elena: Page, pressroom: Newsroom, noise):
    noise.allow(SIGNED_OUT)
    page = elena
    page.goto(pressroom.new_draft())
    pressroom.sign_out_everybody()
    editor = body(page)
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Before.")
    dialog = page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_be_visible()
    expect(line(page)).to_have_text("Kept in this browser: you are signed out.")
    page.keyboard.type(" And after.")
    expect(editor).to_have_text("The old body. Before. And after.")
    assert problems(page) == []

    sign_in_again(page, dialog.get_by_role("link", name="Sign in again").click)
    expect(dialog).to_be_hidden()
    expect(line(page)).to_have_text(re.compile(r"^Kept at"))
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    expect(body(page)).to_have_text("The old body. Before. And after.")


def test_a_login_that_ran_out_before_saving_is_renewed_and_the_form_saves_as_if_nothing_had_happened(
    elena: Page, pressroom: Newsroom, noise
):
    noise.allow(SIGNED_OUT)
    page = elena
    page.goto(pressroom.new_draft())
    pressroom.sign_out_everybody()
    write(page, "Not lost.")
    save(page)
    dialog = page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_be_visible()
    sign_in_again(page, dialog.get_by_role("link", name="Sign in again").click)
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    expect(body(page)).to_have_text("The old body. Not lost.")


def test_somebody_else_who_signs_in_is_asked_whether_it_is_meant(
    elena: Page, context: BrowserContext, pressroom: Newsroom, noise
):
    noise.allow(SIGNED_OUT)
    page = elena
    page.goto(pressroom.new_draft())
    pressroom.sign_out_everybody()
    other = context.new_page()
    sign_in(other, pressroom.site, "carla")
    other.close()
    page.locator("#id_dek").fill("Elena's dek.")
    save(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You signed in as carla, but this form was opened by elena.")
    dialog.get_by_role("button", name="Go on as this person").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")


def test_a_closed_tab_and_a_new_one_for_an_article_that_was_never_saved(
    elena: Page, context: BrowserContext, pressroom: Newsroom
):
    page = elena
    page.goto(pressroom.site.url + ADD)
    page.locator("#id_headline").fill("A headline in a closed tab")
    page.locator("#id_category").select_option(index=1)
    write(page, "Typed in a hurry.")
    page.close()

    page = context.new_page()
    page.goto(pressroom.site.url + ADD)
    offer = page.get_by_role("region", name="Text that was not saved")
    expect(offer).to_contain_text("A headline in a closed tab")
    offer.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#id_headline")).to_have_value("A headline in a closed tab")
    expect(body(page)).to_have_text("Typed in a hurry.")
    assert "Typed in a hurry." in points(page)
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    page.goto(pressroom.site.url + ADD)
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_thrown_away_is_gone_from_the_form(elena: Page, context: BrowserContext, pressroom: Newsroom):
    page, url = elena, pressroom.new_draft()
    page.goto(url)
    page.locator("#id_dek").fill("Not worth it.")
    expect(line(page)).to_have_text(re.compile(r"^Kept at"))
    page.close()
    page = context.new_page()
    page.goto(url)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator(".messagelist")).to_contain_text("Thrown away.")
    expect(page.locator("#id_dek")).to_have_value("Old.")
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_without_scripts_a_form_sent_signed_out_comes_through_the_sign_in(new_context, pressroom: Newsroom, noise):
    noise.allow(r"status of 403")
    url = pressroom.new_draft()
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, pressroom.site, "elena")
    page.goto(url)
    page.locator("#id_dek").fill("Typed without scripts.")
    pressroom.sign_out_everybody()
    save(page)
    expect(page.get_by_text("nothing is lost")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new window").click()
    window = opened.value
    enter(window)
    expect(window.get_by_text("go on writing in the other one")).to_be_visible()
    page.get_by_role("button", name="Go on with my text").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#id_dek")).to_have_value("Typed without scripts.")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
def test_the_form_fits_a_phone_before_the_icons_of_the_editor_have_come(elena: Page, pressroom: Newsroom, noise):
    noise.allow("ERR_FAILED")
    elena.route("**/material-icons*.woff2", lambda route: route.abort())
    elena.set_viewport_size({"width": 390, "height": 844})
    elena.goto(pressroom.site.url + ADD)
    expect(elena.locator(".prose-menubar__button").first).to_be_visible()
    assert elena.evaluate("document.documentElement.scrollWidth") <= 390
