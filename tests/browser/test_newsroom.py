"""An editor at work, in a real browser: every script of the newsroom runs under the site's own policy."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from make.temporary_site import ROOT, TemporarySite, copy_of, temporary_site

PASSWORD = "correct horse battery 9"
#: Without preloading, for which axe inserts style elements that our policy forbids. Left out are
#: two habits of Django's own templates: a search box named by its title, and headings over columns
#: that need none.
AXE = {"preload": False, "rules": {name: {"enabled": False} for name in ("label-title-only", "empty-table-header")}}
#: Django's links take a moment to change their colour.
COLOURS_CHANGED = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))"
PAGES = {
    "first": "/admin/",
    "list": "/admin/articles/article/",
    "new article": "/admin/articles/article/add/",
    "article": "/admin/articles/article/1/change/",
    "withdraw": "/admin/articles/article/1/withdraw/",
    "ticker": "/admin/articles/ticker/1/change/",
    "standing page": "/admin/articles/standingpage/1/change/",
    "category": "/admin/articles/category/1/change/",
    "author": "/admin/articles/author/1/change/",
    "market strip": "/admin/markets/marketstripentry/",
    "odd prices": "/admin/markets/rejectedquote/",
    "splits": "/admin/markets/split/add/",
    "purges": "/admin/edge/purge/",
    "quote": "/admin/markets/quote/add/",
    "front page": "/admin/articles/frontpageslot/",
    "tickers": "/admin/articles/ticker/",
    "risks": "/admin/articles/risk/",
    "risk": "/admin/articles/risk/1/change/",
    "quotes": "/admin/markets/quote/",
    "imports": "/admin/articles/importrun/",
    "background jobs": "/admin/django_tasks_database/dbtaskresult/",
    "history of an article": "/admin/articles/article/1/history/",
    "deletion": "/admin/articles/ticker/1/delete/",
}


@pytest.fixture(scope="module")
def newsroom(site: TemporarySite, tmp_path_factory) -> Iterator[TemporarySite]:
    """A copy of the sample edition, with an editor and a chief editor. For writing, by the tests of this file."""
    folder = copy_of(site.folder, tmp_path_factory.mktemp("newsroom") / "site")
    with temporary_site(folder) as running:
        make_account(running, "elena", "Editor")
        make_account(running, "carla", "Chief editor")
        yield running


@pytest.fixture
def desk(page: Page, newsroom: TemporarySite, noise) -> Page:
    """The newsroom's first page, Elena signed in."""
    sign_in(page, newsroom, "elena")
    return page


def make_account(site: TemporarySite, name: str, group: str) -> None:
    command = [sys.executable, "manage.py", "create_editor", "--username", name, "--password-stdin", "--group", group]
    subprocess.run(command, cwd=ROOT, env=site.environment, input=PASSWORD, text=True, check=True, capture_output=True)


def sign_in(page: Page, site: TemporarySite, name: str) -> None:
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Newsroom", exact=True)).to_be_visible()


def choose(page: Page, row: str, words: str, found: str) -> None:
    """Types into a row's autocomplete and takes what it finds."""
    page.locator(f"{row} .select2-selection").click()
    page.keyboard.type(words)
    page.get_by_role("option", name=found, exact=True).click()


def test_an_editor_writes_an_article_and_publishes_it(desk: Page):
    page = desk
    page.get_by_role("link", name="Add", exact=True).first.click()

    page.locator("#id_category").select_option(index=1)
    page.get_by_label("Headline:").fill("Brightwater opens a second mill")
    page.get_by_label("Dek:").fill("The first flour is due in March.")
    expect(page.locator("#id_slug")).to_have_value("brightwater-opens-a-second-mill")
    choose(page, "#bylines-0", "mara", "Mara Ellison")
    page.locator("#id_summary").fill("Brightwater has opened a mill.")
    page.locator("#id_key_points-0-text").fill("The mill is open.")
    page.get_by_role("button", name="Add another Key point").click()
    page.locator("#id_key_points-3-text").fill("It stands first.")
    for _ in range(3):
        page.locator("#key_points-3").get_by_role("button", name="Move this key point up").click()
    write_body(page)
    page.locator("#id_risk_statements-0-text").fill("The river may freeze.")
    choose(page, "#ticker_sentiments-0", "hvnb", "NYSE:HVNB")
    page.locator("#id_ticker_sentiments-0-sentiment").select_option("positive")
    page.get_by_role("button", name="Publish").click()

    expect(page.locator(".messagelist")).to_contain_text("Readers see it at its address.")
    expect(page.locator(".state")).to_have_text("Published")
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brightwater opens a second mill")
    body = page.locator("main")
    for words in (
        "The first flour is due in March.",
        "Brightwater has opened a mill.",
        "The river may freeze.",
        "Flour",
    ):
        expect(body).to_contain_text(words)
    expect(page.locator("main strong", has_text="bold")).to_have_count(1)
    expect(page.get_by_role("link", name="the source")).to_have_attribute("href", "https://example.com/source")
    expect(page.locator("main th", has_text="Flour")).to_have_count(1)
    text = body.inner_text()
    assert text.index("It stands first.") < text.index("The mill is open.")


def write_body(page: Page) -> None:
    """Types words, bold ones, a table and a link, with the editor's own buttons."""
    editor = page.locator(".field-body .tiptap")
    editor.click()
    page.keyboard.type("Plain and ")
    page.get_by_role("button", name="bold").click()
    page.keyboard.type("bold")
    page.get_by_role("button", name="bold").click()
    page.keyboard.type(" words.")
    page.keyboard.press("Enter")
    page.keyboard.type("the source")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Insert table", exact=True).click()
    dialog = page.locator("dialog:not(.sign-in)")
    dialog.get_by_label("Rows").fill("2")
    dialog.get_by_label("Columns").fill("2")
    dialog.get_by_label("Include header row").select_option("Yes")
    dialog.get_by_role("button", name="Insert Table").click()
    expect(dialog).to_have_count(0)
    editor.locator("th").first.click()
    page.keyboard.type("Flour")
    editor.get_by_text("the source").click(click_count=3)
    page.get_by_role("button", name="insert link").click()
    dialog.get_by_label("URL").fill("https://example.com/source")
    dialog.get_by_role("button", name="Update").click()
    expect(page.locator("#id_body")).to_have_value(re.compile("the source</a>"))


def test_the_publish_button_says_what_it_will_do(desk: Page, newsroom):
    page = desk
    page.goto(f"{newsroom.url}/admin/articles/article/add/")
    page.locator("#id_published_at_0").fill("2099-01-01")
    page.locator("#id_published_at_1").fill("10:00")
    expect(page.locator("[name=_publish]")).to_have_value("Schedule")
    page.locator("#id_published_at_0").fill("2020-01-01")
    expect(page.locator("[name=_publish]")).to_have_value("Publish")


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_of_the_newsroom_is_quiet_accessible_and_as_wide_as_the_window(page: Page, newsroom, noise, width):
    sign_in(page, newsroom, "carla")
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for name, path in PAGES.items():
        page.goto(newsroom.url + path, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(COLOURS_CHANGED)
            results = Axe().run(page, options=AXE)
            found |= {
                f"{name}, {scheme}: {problem['id']}": [node["html"] for node in problem["nodes"]]
                for problem in results.response["violations"]
            }
    assert found == {}
