"""The desk, the choice of the front page and the preview, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from make.temporary_site import TemporarySite, copy_of, temporary_site
from tests.browser.test_newsroom import make_account, sign_in

FRONT_PAGE = "/admin/articles/frontpageslot/"
STORIES = """
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.utils import timezone
from articles.models import Article, Category
from articles.workflow import publish, submit
elena = get_user_model().objects.get(username="elena")
def make(number, **fields):
    return Article.objects.create(
        headline=f"Flour story {number}", slug=f"flour-{number}", category=Category.objects.first(),
        body="<p>Of flour.</p>", created_by=elena, **fields)
make(1)
submit(make(2))
publish(make(3, published_at=timezone.now() + timedelta(hours=5)))
for number in (4, 5, 6):
    publish(make(number, published_at=timezone.now() - timedelta(minutes=number)))
"""


@pytest.fixture(scope="module")
def newsroom(site: TemporarySite, tmp_path_factory) -> Iterator[TemporarySite]:
    """A copy of the sample edition with an editor and stories in every state. For writing, by this file."""
    folder = copy_of(site.folder, tmp_path_factory.mktemp("desk") / "site")
    with temporary_site(folder) as running:
        make_account(running, "elena", "Editor")
        running.manage("shell", "--no-imports", "-c", STORIES)
        yield running


@pytest.fixture
def desk(page: Page, newsroom: TemporarySite, noise) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, newsroom, "elena")
    return page


def test_an_editor_finds_what_waits_in_two_clicks(desk: Page):
    waiting = desk.get_by_role("region", name="Waiting for review")
    waiting.get_by_role("link", name="Flour story 2").click()
    expect(desk.locator("#id_headline")).to_have_value("Flour story 2")
    expect(desk.locator(".state")).to_have_text("In review")


def test_what_is_scheduled_is_told_on_both_clocks(new_context, newsroom: TemporarySite, noise):
    page = new_context(timezone_id="Asia/Tokyo").new_page()
    sign_in(page, newsroom, "elena")
    row = page.get_by_role("region", name="Scheduled").get_by_role("listitem")
    expect(row).to_contain_text(" ET")
    expect(row.locator(".local-time")).to_contain_text("yours: ")
    near = new_context(timezone_id="America/New_York").new_page()
    sign_in(near, newsroom, "elena")
    expect(near.get_by_role("region", name="Scheduled").get_by_role("listitem")).to_contain_text(" ET")
    expect(near.locator(".local-time")).to_have_count(0)


@pytest.fixture
def choosing(desk: Page, newsroom: TemporarySite) -> Page:
    """The front page's page, with nothing chosen."""
    newsroom.manage(
        "shell", "--no-imports", "-c", "from articles.models import FrontPageSlot as S; S.objects.all().delete()"
    )
    desk.get_by_role("link", name="Front page", exact=True).click()
    return desk


def story(page: Page, headline: str):
    return page.locator(".fp-story", has_text=headline)


def place(page: Page, number: int):
    return page.locator(f".fp-place--{number}")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")


def top_of(page: Page, site: TemporarySite) -> list[str]:
    page.goto(site.url)
    return page.locator(".front__top .article-card__headline").all_inner_texts()


def test_stories_are_dragged_into_their_places_and_change_them(choosing: Page, newsroom: TemporarySite):
    page = choosing
    story(page, "Flour story 6").drag_to(place(page, 1))
    story(page, "Flour story 5").drag_to(place(page, 2))
    expect(place(page, 1).locator("select option:checked")).to_have_text("Flour story 6")
    place(page, 2).locator(".fp-place__card").drag_to(place(page, 1))
    expect(place(page, 1).locator(".fp-place__card")).to_have_text("Flour story 5")
    expect(place(page, 2).locator(".fp-place__card")).to_have_text("Flour story 6")
    expect(page.locator(".fp__said")).to_have_text("Lead: “Flour story 5”. Not saved yet.")
    save(page)
    assert top_of(page, newsroom) == ["Flour story 5", "Flour story 6", "Flour story 4"]


def test_a_story_is_found_and_placed_by_keyboard_alone(choosing: Page, newsroom: TemporarySite):
    page = choosing
    place(page, 2).locator("select").select_option(label="Flour story 6")
    page.get_by_role("searchbox", name="Search published articles:").focus()
    page.keyboard.type("memory shortage lifts Norrland")
    page.keyboard.press("Enter")
    expect(page.locator(".fp__said")).to_contain_text("found.")
    page.get_by_role("button", name="Lead: Memory shortage lifts Norrland").focus()
    page.keyboard.press("Enter")
    expect(place(page, 1).locator(".fp-place__card")).to_contain_text("Memory shortage lifts Norrland")
    expect(place(page, 2).locator(".fp-place__card")).to_have_text("Flour story 6")
    save(page)
    assert top_of(page, newsroom)[0].startswith("Memory shortage lifts Norrland")


def test_without_scripts_the_lists_do_it(new_context, choosing: Page, newsroom: TemporarySite):
    context = new_context(java_script_enabled=False, storage_state=choosing.context.storage_state())
    page = context.new_page()
    page.goto(newsroom.url + FRONT_PAGE)
    place(page, 3).get_by_label("Story:").select_option(label="Flour story 6")
    page.get_by_role("button", name="Find").click()
    expect(place(page, 3).locator("select option:checked")).to_have_text("Flour story 6")
    save(page)
    assert top_of(page, newsroom)[2] == "Flour story 6"


def test_two_editors_choose_at_once_and_the_second_is_told(new_context, choosing: Page, newsroom: TemporarySite):
    page = choosing
    other = new_context(storage_state=page.context.storage_state()).new_page()
    other.goto(newsroom.url + FRONT_PAGE)
    other.get_by_role("button", name="Lead: Flour story 6").click()
    save(other)
    page.get_by_role("button", name="Lead: Flour story 5").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody changed the front page after you opened it")
    expect(place(page, 1).locator(".fp-place__now")).to_contain_text("Flour story 6")
    expect(place(page, 1).locator(".fp-place__card")).to_have_text("Flour story 5")


def open_form(page: Page, newsroom: TemporarySite) -> None:
    page.goto(f"{newsroom.url}/admin/articles/article/1/change/", wait_until="networkidle")


def test_the_preview_follows_what_is_typed_and_stays_where_it_was_scrolled_to(desk: Page, newsroom: TemporarySite):
    page = desk
    open_form(page, newsroom)
    stored = page.locator("#id_headline").input_value()
    page.get_by_role("button", name="Preview", exact=True).click()
    inside = page.frame_locator(".preview iframe")
    expect(inside.locator("h1")).to_have_text(stored)
    frame = page.frames[-1]
    assert frame.evaluate("innerWidth") == 390
    frame.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    page.locator("#id_headline").fill("Typed a moment ago")
    page.locator(".field-body .tiptap").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("New first words. ")
    expect(inside.locator("h1")).to_have_text("Typed a moment ago")
    expect(inside.locator(".article__body")).to_contain_text("New first words.")
    assert abs(frame.evaluate("scrollY") - 300) < 50
    page.get_by_role("button", name="Desktop").click()
    assert frame.evaluate("innerWidth") == 1280
    page.goto(newsroom.url + "/admin/")
    open_form(page, newsroom)
    expect(page.locator("#id_headline")).to_have_value(stored)
    expect(inside.locator("h1")).to_have_text(stored)
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(".preview")).to_be_hidden()


def test_a_new_article_is_previewed_before_it_is_saved(desk: Page, newsroom: TemporarySite):
    page = desk
    page.goto(f"{newsroom.url}/admin/articles/article/add/", wait_until="networkidle")
    page.get_by_role("button", name="Preview", exact=True).click()
    page.locator("#id_headline").fill("Not stored anywhere")
    page.locator("#id_key_points-0-text").fill("A point")
    inside = page.frame_locator(".preview iframe")
    expect(inside.locator("h1")).to_have_text("Not stored anywhere")
    expect(inside.locator(".article__key-points li")).to_have_text("A point")


def test_in_a_narrow_window_the_preview_has_a_tab_of_its_own(desk: Page, newsroom: TemporarySite):
    page = desk
    page.set_viewport_size({"width": 390, "height": 844})
    open_form(page, newsroom)
    page.locator("#id_headline").fill("Typed on a phone")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.locator("h1")).to_have_text("Typed on a phone")
    expect(page.locator("#id_headline")).to_have_value("Typed on a phone")
    expect(page.locator(".preview")).to_be_hidden()


def test_without_scripts_the_preview_has_a_tab_of_its_own(new_context, desk: Page, newsroom: TemporarySite):
    context = new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page = context.new_page()
    page.goto(f"{newsroom.url}/admin/articles/article/1/change/")
    page.locator("#id_headline").fill("Typed without scripts")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.locator("h1")).to_have_text("Typed without scripts")
