"""Tests in a real browser, against the real server as `make run` starts it.

`site` is a whole site with the sample edition, shared by all tests of a worker: read it, and
leave it as it was. A test that writes takes `fresh_site`, a copy of its own. Whatever a page
does that it should not (an error in the console, a request that fails or that goes to another
host) fails the test in which it happened; `noise.allow(...)` lets one by that is meant.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Route

from make.chromium import launch_options
from make.pages import kinds
from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.browser.test_newsroom import sign_in
from tests.browser.writing import Newsroom

# Playwright keeps an event loop in this process, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

HERE = Path(__file__).parent
SKIPPED = os.environ.get("SKIP_BROWSER", "") not in {"", "0"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if SKIPPED:
                item.add_marker(pytest.mark.skip(reason="SKIP_BROWSER is set"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | launch_options()


@pytest.fixture(scope="session")
def base_url() -> None:
    """In the place of a plugin's, whose own way of saying it is deprecated. Tests say `site.url`."""


@pytest.fixture(scope="session")
def site(edition: Path, tmp_path_factory) -> Iterator[TemporarySite]:
    """The sample edition, served. For reading."""
    with temporary_site(copy_of(edition, tmp_path_factory.mktemp("browser") / "site")) as running:
        yield running


@pytest.fixture
def fresh_site(edition: Path, tmp_path: Path) -> Iterator[TemporarySite]:
    """The same in a copy that belongs to one test. For writing."""
    folder = copy_of(edition, tmp_path / "site")
    with temporary_site(folder) as running:
        yield running
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def pressroom(edition: Path, tmp_path_factory) -> Iterator[Newsroom]:
    """A copy that belongs to one file of tests, and whose server can be killed."""
    made = Newsroom(copy_of(edition, tmp_path_factory.mktemp("pressroom") / "site"))
    with made.running:
        yield made


@pytest.fixture
def elena(context: BrowserContext, pressroom: Newsroom, noise) -> Page:
    """An editor at the desk of the pressroom."""
    page = context.new_page()
    sign_in(page, pressroom.site, "elena")
    return page


@pytest.fixture(scope="session")
def editor(site: TemporarySite) -> dict[str, str]:
    """An editor's username and password on `site`; on a fresh one: `fresh_site.add_editor()`."""
    return site.add_editor()


@pytest.fixture(scope="session")
def pages(site: TemporarySite) -> dict[str, str]:
    """Kind of page -> its path on `site`."""
    return kinds(site.url)


class Noise:
    """What the pages of one test did that no page should do."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        self.allowed.append(re.compile(pattern))

    def listen(self, context: BrowserContext) -> None:
        context.route("**/*", self.keep_here)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.heard.append(f"error in a script: {error.error}"))
        context.on("requestfailed", self.on_failed_request)

    def keep_here(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in {"data", "blob"} or url.hostname in {"127.0.0.1", "localhost"}:
            route.fallback()
        else:
            self.heard.append(f"request to another host: {route.request.url}")
            route.abort()

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.heard.append(f"{message.type} in the console: {message.text} ({message.location['url']})")

    def on_failed_request(self, request: Request) -> None:
        # Leaving a page ends what it was still fetching.
        if request.failure != "net::ERR_ABORTED":
            self.heard.append(f"failed request: {request.url} ({request.failure})")

    def complaints(self) -> list[str]:
        return [line for line in self.heard if not any(allowed.search(line) for allowed in self.allowed)]


@pytest.fixture
def noise() -> Iterator[Noise]:
    listened = Noise()
    yield listened
    assert listened.complaints() == []


@pytest.fixture
def new_context(new_context, noise: Noise):
    """Every context of every test is listened to, however it was made."""

    def make(**options) -> BrowserContext:
        context = new_context(**options)
        noise.listen(context)
        return context

    return make
