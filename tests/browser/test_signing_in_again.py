"""The login runs out over an open form, and a second factor is asked for on the way back: nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_door import AUTHENTICATOR, Door, code_of
from tests.browser.test_newsroom import sign_in
from tests.browser.writing import Newsroom, body, line, points, problems, save, sign_in_again, write

#: Signed out; or asked with the token of an earlier sign-in, which is renewed then.
SIGNED_OUT = r"status of 40[13]"


@pytest.fixture
def door(context: BrowserContext, pressroom: Newsroom, noise, request) -> Door:
    """Signed in at the site's name, for a passkey belongs to a name; each test has an account of its own."""
    noise.allow(SIGNED_OUT)
    name = f"editor-{abs(hash(request.node.name)) % 10**8}"
    account = pressroom.site.add_editor(name)
    found = Door(context.new_page(), pressroom.site.url.replace("127.0.0.1", "localhost"), account)
    found.sign_in()
    found.is_open()
    return found


def write_and_lose_the_login(door: Door, pressroom: Newsroom) -> Page:
    """Opens a draft, is signed out, writes on, and presses the button that saves."""
    page = door.page
    page.goto(pressroom.new_draft().replace("127.0.0.1", "localhost"))
    pressroom.sign_out_everybody()
    write(page, "Not lost.")
    page.locator("#id_dek").fill("Not lost either.")
    save(page)
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible()
    assert problems(page) == []
    return page


def come_back(door: Door, second_step: Callable[[Page], None]) -> None:
    """Through the window of the sign-in: the password, then the second step. It closes itself."""
    with door.page.expect_popup() as opened:
        door.page.get_by_role("dialog").get_by_role("link", name="Sign in again").click()
    window = opened.value
    window.get_by_label("Username").fill(door.account["username"])
    window.get_by_label("Password").fill(door.account["password"])
    window.get_by_role("button", name="Sign in", exact=True).click()
    window.get_by_role("heading", name="The second step").wait_for()
    with window.expect_event("close"):
        second_step(window)


def everything_is_saved(page: Page) -> None:
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    expect(body(page)).to_have_text("The old body. Not lost.")
    expect(page.locator("#id_dek")).to_have_value("Not lost either.")
    assert points(page) == ["The old point.", "Not lost."]
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept:'))") == []
    expect(page.locator(".kept-offer")).to_have_count(0)


def type_code(code: str) -> Callable[[Page], None]:
    def type_it(window: Page) -> None:
        window.get_by_label("Code").fill(code)
        window.get_by_role("button", name="Sign in").click()

    return type_it


def test_with_a_code_of_an_app(door: Door, pressroom: Newsroom):
    secret = door.set_up_app()
    page = write_and_lose_the_login(door, pressroom)
    come_back(door, type_code(code_of(secret, 1)))
    everything_is_saved(page)


def test_with_a_wrong_code_first(door: Door, pressroom: Newsroom):
    secret = door.set_up_app()
    page = write_and_lose_the_login(door, pressroom)

    def mistype(window: Page) -> None:
        type_code("000000")(window)
        window.get_by_text("This code is not right.").wait_for()
        type_code(code_of(secret, 1))(window)

    come_back(door, mistype)
    everything_is_saved(page)


def test_with_a_recovery_code(door: Door, pressroom: Newsroom):
    door.set_up_app()
    code = door.page.locator(".door__codes li").first.inner_text()
    page = write_and_lose_the_login(door, pressroom)
    come_back(door, type_code(code))
    everything_is_saved(page)


def test_with_a_passkey(door: Door, context: BrowserContext, pressroom: Newsroom):
    machine = context.new_cdp_session(door.page)
    made = passkeys_on(machine)
    door.add_passkey("Work laptop")
    [passkey] = machine.send("WebAuthn.getCredentials", {"authenticatorId": made})["credentials"]
    page = write_and_lose_the_login(door, pressroom)

    def touch(window: Page) -> None:
        # Chromium's virtual machine is a tab's own: the same passkey is put into that of the window.
        its_machine = context.new_cdp_session(window)
        its_own = passkeys_on(its_machine)
        its_machine.send("WebAuthn.addCredential", {"authenticatorId": its_own, "credential": passkey})
        window.get_by_role("button", name="Use a passkey").click()

    come_back(door, touch)
    everything_is_saved(page)


def passkeys_on(machine) -> str:
    machine.send("WebAuthn.enable")
    return machine.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]


def test_who_gives_up_at_the_second_step_still_has_the_text(door: Door, pressroom: Newsroom):
    secret = door.set_up_app()
    page = write_and_lose_the_login(door, pressroom)
    with page.expect_popup() as opened:
        page.get_by_role("dialog").get_by_role("link", name="Sign in again").click()
    opened.value.close()
    page.get_by_role("button", name="Not now").click()
    expect(body(page)).to_have_text("The old body. Not lost.")
    expect(line(page)).to_have_text(re.compile("Kept in this browser: you are signed out."))
    save(page)
    come_back(door, type_code(code_of(secret, 1)))
    everything_is_saved(page)


def test_without_scripts_a_form_that_is_older_than_the_sign_in_is_sent_again(new_context, pressroom: Newsroom, noise):
    noise.allow(r"status of 403")
    browser = new_context(java_script_enabled=False)
    page, url = browser.new_page(), pressroom.new_draft()
    sign_in(page, pressroom.site, "elena")
    page.goto(url)
    page.locator("#id_dek").fill("Typed before the sign-in.")
    pressroom.sign_out_everybody()
    sign_in(browser.new_page(), pressroom.site, "elena")

    save(page)
    expect(page.get_by_role("heading", name="Send it again?")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Typed before the sign-in.")).to_be_visible()
    page.get_by_role("button", name="Send it again as elena").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as a draft.")
    expect(page.locator("#id_dek")).to_have_value("Typed before the sign-in.")


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_that_sends_again_is_accessible_and_fits(new_context, pressroom: Newsroom, noise, scheme):
    noise.allow(r"status of 403")
    browser = new_context(color_scheme=scheme)
    page = browser.new_page()
    sign_in(page, pressroom.site, "carla")
    page.goto(f"{pressroom.site.url}/admin/articles/risk/add/")
    page.get_by_label("Title").fill("A long word: " + "tariff" * 40)
    pressroom.sign_out_everybody()
    sign_in(browser.new_page(), pressroom.site, "carla")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("heading", name="Send it again?").wait_for()
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert problems(page) == []


def test_a_note_and_the_checks_go_on_after_a_sign_in_elsewhere(elena: Page, context: BrowserContext, pressroom, noise):
    noise.allow(SIGNED_OUT)
    elena.goto(pressroom.new_draft())
    pressroom.sign_out_everybody()
    sign_in(context.new_page(), pressroom.site, "elena")
    elena.get_by_label("To the newsroom; readers never see it").fill("Ring him.")
    elena.get_by_role("button", name="Add note").click()
    expect(elena.locator("#note-thread")).to_contain_text("Ring him.")

    pressroom.sign_out_everybody()
    sign_in(context.new_page(), pressroom.site, "elena")
    elena.locator("#id_headline").fill("Profit rose 47 percent")
    expect(elena.locator("#proofing-findings")).to_contain_text("47")


def test_a_note_waits_for_the_sign_in(elena: Page, pressroom: Newsroom, noise):
    noise.allow(SIGNED_OUT)
    elena.goto(pressroom.new_draft())
    pressroom.sign_out_everybody()
    elena.get_by_label("To the newsroom; readers never see it").fill("Ring him.")
    elena.get_by_role("button", name="Add note").click()
    sign_in_again(elena, elena.get_by_role("dialog").get_by_role("link", name="Sign in again").click)
    expect(elena.locator("#note-said")).to_have_text("Added.")
    expect(elena.locator("#note-thread")).to_contain_text("Ring him.")
