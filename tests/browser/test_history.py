"""An editor looks back in a real browser: what was changed, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.browser.test_newsroom import AXE, make_account, sign_in

FORM = "/admin/articles/article/1/change/"
HISTORY = "/admin/articles/article/1/history/"


@pytest.fixture(scope="module")
def newsroom(site: TemporarySite, tmp_path_factory) -> Iterator[TemporarySite]:
    """A copy of the sample edition, with an editor."""
    folder = copy_of(site.folder, tmp_path_factory.mktemp("history") / "site")
    with temporary_site(folder) as running:
        make_account(running, "elena", "Editor")
        yield running


@pytest.fixture
def elena(page: Page, newsroom: TemporarySite, noise) -> Page:
    sign_in(page, newsroom, "elena")
    return page


def save(page: Page, newsroom: TemporarySite, headline: str, why: str) -> None:
    page.goto(newsroom.url + FORM)
    page.get_by_label("Headline:").fill(headline)
    page.get_by_label("What did you change?").fill(why)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.", timeout=30_000)


def test_what_was_changed_is_read_word_by_word_and_brought_back(elena: Page, newsroom):
    page = elena
    page.goto(newsroom.url + FORM)
    before = page.get_by_label("Headline:").input_value()
    save(page, newsroom, f"{before}, they say", "A source called.")

    page.get_by_role("link", name="History").click()
    row = page.get_by_role("row").filter(has_text="A source called.")
    expect(row).to_contain_text("elena")
    row.get_by_role("link", name="Headline").click()
    expect(page.locator("ins")).to_have_text("[added: , they say]")
    expect(page.locator("del")).to_have_count(0)

    page.get_by_role("link", name="Bring back revision 1").click()
    expect(page.locator("del")).to_have_text("[removed: , they say]")
    page.get_by_label("Why?").fill("They said nothing.")
    page.get_by_role("button", name="Bring back revision 1").click()
    expect(page.locator(".messagelist")).to_contain_text("Revision 1 is back", timeout=30_000)
    expect(page.get_by_label("Headline:")).to_have_value(before)
    page.get_by_role("link", name="History").click()
    expect(page.locator(".history__list tbody tr").first).to_contain_text(
        "Brought back from revision 1. They said nothing."
    )


def test_any_two_revisions_are_chosen_by_keyboard(elena: Page, newsroom):
    page = elena
    for word in ("One", "Two", "Three"):
        save(page, newsroom, f"Headline {word}", word)
    page.goto(newsroom.url + HISTORY)
    newest = int(page.locator(".history__list tbody th").first.inner_text())
    page.get_by_label(f"From revision {newest - 1}").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Revisions {newest - 2} and {newest}", exact=True)).to_be_visible()
    expect(page.locator("del")).to_have_text("[removed: One]")
    expect(page.locator("ins")).to_have_text("[added: Three]")


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_are_accessible_and_fit(elena: Page, newsroom, scheme, width):
    page = elena
    save(page, newsroom, f"Another headline {scheme} {width}", "For the look of it.")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    axe = Axe()
    for path in (HISTORY, f"{HISTORY}?from=1&to=2", f"{HISTORY}1/revert/"):
        page.goto(newsroom.url + path, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        problems = axe.run(page, options=AXE).response["violations"]
        assert [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in problems] == []
