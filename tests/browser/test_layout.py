"""Nothing sticks out of a narrow window, and nothing moves while a page is read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from make.pages import FIXED
from tests.browser.test_every_page import FOUND_BY_LINKS

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


def test_a_shift_would_be_noticed(open_at):
    page = open_at("front", DESK)
    page.evaluate("document.body.prepend(Object.assign(document.createElement('div'), {style: 'height: 300px'}))")
    assert page.evaluate(SHIFTED) > 0


def test_a_quote_is_refreshed_in_its_place(new_context, site, pages):
    page = new_context(viewport=PHONE).new_page()
    page.add_init_script(WATCH)
    page.clock.install()
    page.goto(site.url + pages["article"])
    price = page.locator(".quote__price").first
    before = price.inner_text()
    address = page.locator("[data-quote]").first.get_attribute("data-quote")

    def answer(route):
        fresh = route.fetch()
        route.fulfill(response=fresh, body=fresh.text().replace(before, "$987.65"))

    page.route(f"**{address}", answer)
    page.clock.run_for(61_000)
    expect(price).to_have_text("$987.65")
    page.screenshot()  # paints, and so observes: frames stand still with the clock
    assert page.evaluate("window.shifted") == 0


def test_a_quote_that_cannot_be_fetched_stays(new_context, site, pages, noise):
    noise.allow("quotes")
    page = new_context(viewport=PHONE).new_page()
    page.clock.install()
    page.goto(site.url + pages["article"])
    before = page.locator(".quote-strip").inner_text()
    with page.expect_request("**/quotes/**"):
        page.route("**/quotes/**", lambda route: route.fulfill(status=500, body="<p>broken</p>"))
        page.clock.run_for(61_000)
    assert page.locator(".quote-strip").inner_text() == before


def test_an_article_is_fetched_in_at_most_four_requests(new_context, site, pages):
    page = new_context(viewport=PHONE).new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site.url + pages["article"])
    page.wait_for_load_state("networkidle")
    assert len(requests) <= 4, requests
