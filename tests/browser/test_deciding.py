"""Deciding in a real browser: a schedule and its appearance at the second, hours that are odd, notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.browser.test_newsroom import AXE, make_account, sign_in

EDIT = "/admin/articles/article/1/change/"
SEND_BACK = """
from articles import workflow
from articles.models import Article
article = Article.objects.create(headline="Sent back", slug="sent-back", body="<p>x</p>", category_id=1)
workflow.submit(article)
workflow.ask_for_changes(article, None, "Shorter, please.")
print(article.pk)
"""


@pytest.fixture(scope="module")
def newsroom(site: TemporarySite, tmp_path_factory) -> Iterator[TemporarySite]:
    folder = copy_of(site.folder, tmp_path_factory.mktemp("deciding") / "site")
    with temporary_site(folder) as running:
        make_account(running, "carla", "Chief editor")
        yield running


@pytest.fixture
def browser_context_args(browser_context_args):
    """The editor sits in Berlin, the newsroom in New York."""
    return browser_context_args | {"timezone_id": "Europe/Berlin"}


@pytest.fixture
def desk(page: Page, newsroom: TemporarySite, noise) -> Page:
    sign_in(page, newsroom, "carla")
    return page


def told(page: Page):
    return page.locator(".field-published_at .newsroom-time__told")


def type_date(page: Page, day: str, hour: str) -> None:
    page.locator("#id_published_at_0").fill(day)
    page.locator("#id_published_at_1").fill(hour)


def test_an_article_is_scheduled_in_the_form_and_appears_at_its_second(desk: Page, newsroom, noise):
    page = desk
    noise.allow("404")  # the page before its time
    page.goto(f"{newsroom.url}/admin/articles/article/add/")
    page.locator("#id_category").select_option(index=1)
    page.get_by_label("Headline:").fill("Flour is due")
    page.locator(".field-body .tiptap").click()
    page.keyboard.type("The first flour is due.")
    due = datetime.now() + timedelta(seconds=25)
    wall = newsroom_wall(page, due)
    type_date(page, wall[:10], wall[11:19])
    expect(page.locator("[name=_publish]")).to_have_value("Schedule")
    page.locator("[name=_publish]").click()
    expect(page.locator(".messagelist")).to_contain_text("It appears on")
    expect(page.locator(".state")).to_have_text("Scheduled")

    address = f"{newsroom.url}/articles/{wall[:4]}/{wall[5:7]}/{wall[8:10]}/flour-is-due/"
    reader = page.context.browser.new_context()  # without the editor's sign-in
    try:
        seen = {}
        while datetime.now() < due + timedelta(seconds=2):
            asked = datetime.now()
            status = reader.request.get(address, headers={"Cache-Control": "no-cache"}).status
            seen[status] = seen.get(status) or asked
            if status == 404:
                last = datetime.now()
            page.wait_for_timeout(100)
    finally:
        reader.close()
    assert list(seen) == [404, 200]
    assert seen[404] < due
    assert last < due + timedelta(seconds=1.5)
    assert due - timedelta(seconds=1) <= seen[200] <= due + timedelta(seconds=1.5)
    # What follows from it was done by the tick beside the server.
    for _ in range(100):
        if "Appeared: “Flour is due”" in newsroom.log.read_text():
            break
        page.wait_for_timeout(200)
    else:
        pytest.fail(newsroom.log.read_text())


def newsroom_wall(page: Page, moment: datetime) -> str:
    """What the newsroom's clock shows then, as 2026-02-10T14:30:05."""
    script = """(ms) => new Date(ms).toLocaleString("sv-SE", { timeZone: "America/New_York" }).replace(" ", "T")"""
    return page.evaluate(script, moment.timestamp() * 1000)


def test_the_editors_own_time_stands_beside_the_newsrooms(desk: Page, newsroom):
    page = desk
    page.goto(newsroom.url + EDIT)
    type_date(page, "2099-02-10", "20:30")
    expect(told(page)).to_have_text("New York: EST, UTC\N{MINUS SIGN}5 · yours: Wednesday 02:30 (CET, UTC+1)")


def test_an_hour_that_is_skipped_is_told_before_and_refused_after(desk: Page, newsroom):
    page = desk
    page.goto(newsroom.url + EDIT)
    type_date(page, "2099-03-08", "02:30")
    expect(told(page)).to_have_text(
        "There is no 02:30 in New York on that day: the clocks go forward. The next is 03:00."
    )
    page.locator("[name=_save]").click()
    expect(page.locator(".field-published_at .errorlist")).to_contain_text("The next time that there is, is 03:00.")
    expect(page.locator("#id_published_at_1")).to_have_value("02:30")


def test_an_hour_that_comes_twice_is_asked_about(desk: Page, newsroom):
    page = desk
    page.goto(newsroom.url + EDIT)
    which = page.get_by_label("The clock shows this time twice. Which?")
    expect(which).to_be_hidden()
    type_date(page, "2099-11-01", "01:30")
    expect(which).to_be_visible()
    expect(which.locator("option")).to_have_text(
        ["Choose", "the first (EDT, UTC\N{MINUS SIGN}4)", "the second (EST, UTC\N{MINUS SIGN}5)"]
    )
    which.select_option("second")
    expect(told(page)).to_have_text("New York: EST, UTC\N{MINUS SIGN}5 · yours: 07:30 (CET, UTC+1)")
    page.locator("#id_published_at_1").fill("03:30")
    expect(which).to_be_hidden()
    expect(which).to_have_value("")


def test_a_note_is_added_while_the_form_keeps_what_was_typed(desk: Page, newsroom, noise):
    page = desk
    key = newsroom.manage("shell", "--no-imports", "-c", SEND_BACK).strip()
    page.goto(f"{newsroom.url}/admin/articles/article/{key}/change/")
    expect(page.locator(".asked")).to_contain_text("Shorter, please.")
    page.get_by_label("Dek:").fill("Not saved yet.")
    page.get_by_label("To the newsroom; readers never see it").fill("Which half?")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note-said")).to_have_text("Added.")
    expect(page.locator("#note-thread")).to_contain_text("Which half?")
    expect(page.get_by_label("To the newsroom; readers never see it")).to_have_value("")
    expect(page.get_by_label("Dek:")).to_have_value("Not saved yet.")

    page.route("**/notes/", lambda route: route.abort())
    noise.allow("notes/")
    page.get_by_label("To the newsroom; readers never see it").fill("Lost?")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#note-said")).to_have_text("Not added: no connection. Your note is still here.")
    expect(page.get_by_label("To the newsroom; readers never see it")).to_have_value("Lost?")


def test_readers_are_told_of_a_correction(desk: Page, newsroom):
    page = desk
    page.goto(newsroom.url + EDIT)
    page.get_by_role("link", name="Correct", exact=True).click()
    page.get_by_label("Update").check()
    page.get_by_label("What readers are told").fill("The mill opened on Monday.")
    page.get_by_role("button", name="Tell readers").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers are told")
    expect(page.locator(".beside")).to_contain_text("The mill opened on Monday.")
    page.goto(f"{newsroom.url}/corrections/")
    newest = page.locator(".correction-list li").first
    expect(newest).to_contain_text("Update ·")
    expect(newest).to_contain_text("The mill opened on Monday.")


@pytest.mark.only_on("sqlite", reason="a page looks the same on either database")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_that_ask_are_accessible_and_fit(desk: Page, newsroom, scheme, width):
    page = desk
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for name in ("change", "correct", "withdraw", "unschedule", "ask-for-changes"):
        page.goto(f"{newsroom.url}/admin/articles/article/1/{name}/", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if name == "change":  # which test_newsroom looks at
            continue
        results = Axe().run(page, options=AXE)
        found |= {
            f"{name}: {problem['id']}": [node["html"] for node in problem["nodes"]]
            for problem in results.response["violations"]
        }
    assert found == {}
