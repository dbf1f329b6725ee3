"""Nothing sticks out of a narrow window, and nothing moves while a page is read."""

from __future__ import annotations

import contextlib
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page

from make.pages import FIXED
from tests.browser.test_every_page import FOUND_BY_LINKS

pytestmark = pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
KINDS = [*FIXED, *FOUND_BY_LINKS]
NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}

#: Adds up every shift from the first moment on, those after a click or key included.
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
#: Two frames later everything that was to be painted is painted, and observed.
SHIFTED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifted)))))"""
PUSH_DOWN = "document.body.prepend(Object.assign(document.createElement('div'), { style: 'height: 300px' }))"
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 0.5)
    .map((element) => `${element.tagName}.${element.className}`);
}"""


@pytest.fixture
def open_at(new_context, site, pages, noise):
    def open_page(kind: str, size: dict[str, int]) -> Page:
        if kind == "not-found":
            noise.allow("status of 404")
        page = new_context(viewport=size).new_page()
        page.add_init_script(WATCH)
        page.goto(site.url + pages[kind])
        return page

    return open_page


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_of_the_narrowest_window(open_at, kind):
    assert open_at(kind, NARROW).evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_while_a_page_loads(open_at, kind, size):
    page = open_at(kind, size)
    page.mouse.wheel(0, 3000)
    assert page.evaluate(SHIFTED) == 0


@pytest.fixture
def trickle(site):
    """The site behind a line on which a page comes in many small pieces."""

    class Piecemeal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urllib.request.urlopen(site.url + self.path, timeout=20) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            size = 900 if kind.startswith("text/html") else len(body)
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()
                time.sleep(0.02)

        def log_message(self, *words: object) -> None:
            pass

        def handle(self) -> None:
            with contextlib.suppress(ConnectionError):  # the page was left
                super().handle()

    with ThreadingHTTPServer(("127.0.0.1", 0), Piecemeal) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("kind", ["misfiltered", "article-picture", "search-nothing"])
def test_nothing_moves_while_a_page_comes_in_pieces(new_context, trickle, pages, kind, size):
    page = new_context(viewport=size).new_page()
    page.add_init_script(WATCH)
    page.goto(trickle + pages[kind])
    assert page.evaluate(SHIFTED) == 0
    assert page.locator("main").is_visible()


def test_a_page_that_never_ends_is_shown_as_far_as_it_came(new_context, site):
    page = new_context().new_page()
    page.clock.install()
    page.goto(site.url)
    page.evaluate("document.documentElement.dataset.coming = ''")
    assert not page.locator("h1, h2").first.is_visible()
    page.clock.run_for(2_000)
    assert page.locator("h1, h2").first.is_visible()


def test_a_shift_would_be_noticed(open_at):
    page = open_at("front", DESK)
    # Before the first paint nothing can move, so it is pushed until it was seen to.
    moved = any(page.evaluate(PUSH_DOWN) or page.evaluate(SHIFTED) > 0 for _ in range(20))
    assert moved


def test_an_article_is_fetched_in_at_most_four_requests(new_context, site, pages):
    page = new_context(viewport=PHONE).new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site.url + pages["article"])
    page.wait_for_load_state("networkidle")
    assert len(requests) <= 4, requests
