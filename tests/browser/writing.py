"""A newsroom whose server can be killed, and how an editor writes in it. For `test_writing` and `test_two_editors`."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

from make.temporary_site import TemporarySite, temporary_site
from tests.browser.test_newsroom import AXE, PASSWORD, make_account


class Newsroom:
    """A site whose server can be killed and started again, with Elena and Carla, and a draft."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running = contextlib.ExitStack()
        self.port: int | None = None
        self.start()
        make_account(self.site, "elena", "Editor")
        make_account(self.site, "carla", "Chief editor")

    def start(self) -> None:
        self.site: TemporarySite = self.running.enter_context(temporary_site(self.folder, self.port))
        self.port = int(self.site.environment["PORT"])

    def kill(self) -> None:
        """The server and its workers, at once and without a word."""
        pid = self.site.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in [*map(int, children), pid]:
            os.kill(one, signal.SIGKILL)
        self.running.close()  # returns when all that belonged to the server are gone

    def tell(self, python: str) -> str:
        return self.site.manage("shell", "-c", f"from articles.models import *\n{python}").strip()

    def sign_out_everybody(self) -> None:
        self.tell("from django.contrib.sessions.models import Session; Session.objects.all().delete()")

    def new_draft(self) -> str:
        """The address of its form."""
        key = self.tell(
            "article = Article.objects.create(headline='A draft', slug=f'draft-{Article.objects.count()}', dek='Old.',"
            " category=Category.objects.first(), body='<p>The old body.</p>')\n"
            "KeyPoint.objects.create(article=article, position=1, text='The old point.')\n"
            "from articles.workflow import record; record(article)\n"
            "print(article.pk)"
        ).splitlines()[-1]
        return f"{self.site.url}/admin/articles/article/{key}/change/"


def line(page: Page):
    return page.locator("#kept-line")


def write(page: Page, words: str) -> None:
    """At the end of the body, and in a key point of its own."""
    editor = page.locator(".field-body .tiptap")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")
    page.get_by_role("button", name="Add another Key point").click()
    page.locator("[id^=id_key_points-][id$=-text]:visible").last.fill(words)


def body(page: Page):
    return page.locator(".field-body .tiptap")


def points(page: Page) -> list[str]:
    fields = page.locator("[id^=id_key_points-][id$=-text]:visible").all()
    return [field.input_value() for field in fields]


def save(page: Page, name: str = "Save draft") -> None:
    page.get_by_role("button", name=name, exact=True).click()


def sign_in_again(page: Page, press: Callable[[], None]) -> None:
    """Presses what opens the window of the sign-in, and signs in there as Elena."""
    with page.expect_popup() as opened:
        press()
    enter(opened.value)


def enter(window: Page) -> None:
    window.get_by_label("Username").fill("elena")
    window.get_by_label("Password").fill(PASSWORD)
    with contextlib.suppress(Error):  # the window may close while the click is still being told
        window.get_by_role("button", name="Sign in", exact=True).click()


def problems(page: Page) -> list[str]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{problem['id']}: {node['html']}" for problem in found for node in problem["nodes"]]
