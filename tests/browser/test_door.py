"""The newsroom's door in a real browser: an app, a passkey, recovery codes, too many attempts."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.browser.test_newsroom import COLOURS_CHANGED

#: Axe would preload style sheets by adding style elements, which the site's policy forbids.
AXE = {"preload": False}
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Door:
    """A site at its name (a passkey belongs to a name, not to a number), and a member of its staff."""

    page: Page
    url: str
    account: dict[str, str]

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}/admin/{path}")

    def sign_in(self, password: str = "") -> None:
        self.open("")
        self.page.get_by_label("Username").fill(self.account["username"])
        self.page.get_by_label("Password").fill(password or self.account["password"])
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def sign_out(self) -> None:
        self.open("account/")
        self.page.get_by_role("banner").get_by_role("button", name="Sign out").click()
        self.page.get_by_role("heading", name="Sign in").wait_for()

    def is_open(self) -> None:
        self.page.wait_for_url(f"{self.url}/admin/")

    def set_up_app(self) -> str:
        """Returns the app's secret; the page then shows the recovery codes."""
        self.open("account/app/")
        secret = self.page.locator(".door__secret").inner_text()
        self.page.get_by_label("Authenticator code").fill(code_of(secret))
        self.page.get_by_role("button", name="Set it up").click()
        self.page.get_by_role("heading", name="Your recovery codes").wait_for()
        return secret

    def add_passkey(self, name: str) -> None:
        self.open("account/passkeys/add/")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_role("button", name="Add it").click()
        self.page.get_by_text("Your passkey is added.").wait_for()


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows; `steps` half minutes later."""
    moment = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture(scope="module")
def staffed(site: TemporarySite, tmp_path_factory) -> Iterator[TemporarySite]:
    with temporary_site(copy_of(site.folder, tmp_path_factory.mktemp("door") / "site")) as running:
        yield running


@pytest.fixture
def door(page: Page, staffed: TemporarySite, noise, request) -> Door:
    account = staffed.add_editor(f"editor-{abs(hash(request.node.name)) % 10**8}", "Chief editor")
    return Door(page, staffed.url.replace("127.0.0.1", "localhost"), account)


@pytest.fixture
def authenticator(page: Page, context: BrowserContext) -> None:
    """A browser whose machine keeps passkeys and always says yes."""
    chromium = context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def test_an_app_is_set_up_and_signs_in(door: Door):
    door.sign_in()
    door.is_open()
    secret = door.set_up_app()
    door.page.get_by_role("link", name="I have kept them: go on").click()
    door.is_open()
    door.sign_out()

    door.sign_in()
    door.page.get_by_role("heading", name="The second step").wait_for()
    door.page.get_by_label("Code").fill("000000")
    door.page.get_by_role("button", name="Sign in").click()
    door.page.get_by_text("This code is not right.").wait_for()
    door.page.get_by_label("Code").fill(code_of(secret, 1))
    door.page.get_by_role("button", name="Sign in").click()
    door.is_open()


def type_code(door: Door, code: str) -> None:
    door.sign_in()
    door.page.get_by_label("Code").fill(code)
    door.page.get_by_role("button", name="Sign in").click()


def test_a_recovery_code_signs_in_once(door: Door):
    door.sign_in()
    door.is_open()
    door.set_up_app()
    code = door.page.locator(".door__codes li").first.inner_text()
    door.sign_out()
    type_code(door, code)
    door.is_open()
    door.sign_out()
    type_code(door, code)
    door.page.get_by_text("This code is not right.").wait_for()


def test_a_passkey_signs_in_without_a_name_and_as_the_second_step(door: Door, authenticator):
    door.sign_in()
    door.is_open()
    door.add_passkey("Work laptop")
    door.sign_out()
    door.page.get_by_role("button", name="Sign in with a passkey").click()
    door.is_open()
    door.sign_out()

    door.sign_in()
    door.page.get_by_role("button", name="Use a passkey").click()
    door.is_open()


def test_a_passkey_asks_again_and_is_removed(door: Door, authenticator):
    door.sign_in()
    door.is_open()
    door.add_passkey("Work laptop")
    door.open("account/again/passkey/?next=/admin/account/password/")
    door.page.get_by_role("button", name="Use a passkey").click()
    door.page.get_by_role("heading", name="Change your password").wait_for()
    door.open("account/")
    door.page.get_by_role("link", name="Remove Work laptop").click()
    door.page.get_by_role("button", name="Remove it").click()
    door.page.get_by_role("link", name="Add a passkey").wait_for()
    expect(door.page.get_by_text("Work laptop")).to_have_count(0)


def test_an_address_that_is_a_number_offers_no_passkey(door: Door, staffed: TemporarySite):
    door.page.goto(f"{staffed.url}/admin/")
    door.page.get_by_role("button", name="Sign in", exact=True).wait_for()
    expect(door.page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


def test_too_many_attempts_are_answered_with_when_to_try_again(door: Door, noise):
    noise.allow("status of 429")
    for _ in range(5):
        door.sign_in("wrong")
        door.page.get_by_text("There is no account with this name and password.").wait_for()
    door.sign_in("wrong")
    door.page.get_by_role("heading", name="Too many attempts").wait_for()
    expect(door.page.locator("main")).to_contain_text(re.compile(r"Try again in \d minutes?, at \d\d:\d\d:\d\d E[SD]T"))
    assert Axe().run(door.page, options=AXE).violations_count == 0


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
def test_every_page_of_the_door_is_quiet_accessible_and_as_wide_as_the_window(door: Door, authenticator):
    page = door.page
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(COLOURS_CHANGED)
            results = Axe().run(page, options=AXE)
            for problem in results.response["violations"]:
                found[f"{name}, {scheme}: {problem['id']}"] = [node["html"] for node in problem["nodes"]]

    door.open("")
    look("signing in")
    door.sign_in("wrong")
    page.get_by_text("There is no account with this name and password.").wait_for()
    look("a wrong password")
    door.sign_in()
    door.is_open()
    door.open("account/")
    look("an account without a second factor")
    door.open("account/again/password/")
    look("the password again")
    door.open("account/app/")
    page.get_by_label("Authenticator code").fill("0")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_text("This code is not right.").wait_for()
    look("an app, and a wrong code")
    secret = door.set_up_app()
    look("recovery codes")
    door.add_passkey("Work laptop")
    look("an account with everything")
    remove = page.get_by_role("link", name="Remove Work laptop").get_attribute("href")
    pages = ["password/", "app/remove/", "passkeys/add/", "recovery-codes/new/", "again/code/", "again/passkey/"]
    for path in [f"account/{path}" for path in pages] + ["staff/auditentry/", "auth/user/", "auth/user/add/"]:
        door.open(path)
        look(path)
    page.goto(door.url + str(remove))
    look("removing a passkey")
    door.sign_out()
    door.sign_in()
    page.get_by_role("heading", name="The second step").wait_for()
    look("the second step")
    page.get_by_label("Code").fill(code_of(secret, 1))
    page.get_by_role("button", name="Sign in").click()
    door.is_open()
    assert found == {}
