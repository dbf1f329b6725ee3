"""axe finds nothing to object to, on every kind of page, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from make.pages import FIXED, all_kinds
from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.browser.test_every_page import FOUND_BY_LINKS

pytestmark = pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
KINDS = [*FIXED, *FOUND_BY_LINKS, "gone", "candidates"]
#: Axe would preload style sheets by adding style elements, which the site's policy forbids.
OPTIONS = {"preload": False}


@pytest.fixture(scope="module")
def every_kind(site: TemporarySite, tmp_path_factory) -> Iterator[dict[str, str]]:
    """Kind of page -> address, on a copy with a withdrawn article and a symbol that is listed twice."""
    folder = copy_of(site.folder, tmp_path_factory.mktemp("accessibility") / "site")
    with temporary_site(folder) as running:
        yield {kind: running.url + path for kind, path in all_kinds(running).items()}


@pytest.fixture(params=["light", "dark"])
def page(request, new_context) -> Page:
    return new_context(color_scheme=request.param, viewport={"width": 1000, "height": 900}).new_page()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(page: Page, every_kind, noise, kind):
    noise.allow("status of 4(04|10)")
    page.goto(every_kind[kind])
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", ["front", "article", "filtered", "tickers"])
def test_axe_finds_nothing_on_a_phone(page: Page, every_kind, kind):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(every_kind[kind])
    found = Axe().run(page, options=OPTIONS)
    assert found.violations_count == 0, found.generate_report()


def test_axe_is_awake(page: Page, every_kind):
    page.goto(every_kind["about"])
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    found = Axe().run(page, options=OPTIONS)
    assert "image-alt" in {violation["id"] for violation in found.response["violations"]}
