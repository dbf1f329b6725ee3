"""Every kind of page opens without an error, a failed request, or a word to another host."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from make.pages import FIXED

MISSING = {"not-found"}
FOUND_BY_LINKS = ["category", "article", "article-picture", "author", "ticker", "risk"]


@pytest.mark.parametrize("kind", [*FIXED, *FOUND_BY_LINKS])
def test_it_opens_in_silence(page: Page, site, pages, noise, kind):
    if kind in MISSING:
        noise.allow(r"status of 404 .*/no/such/page/")
    answer = page.goto(site.url + pages[kind])
    page.wait_for_load_state("networkidle")
    assert answer is not None
    assert answer.status == (404 if kind in MISSING else 200)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_a_page_that_misbehaves_is_noticed(page: Page, site, noise):
    page.goto(site.url + "/about/")
    page.evaluate("console.error('planted'); fetch('http://127.0.0.2:9/').catch(() => 0)")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    page.wait_for_timeout(200)
    kinds_of_noise = {line.partition(":")[0] for line in noise.complaints()}
    noise.allow("")
    assert kinds_of_noise >= {"error in the console", "error in a script"}
