"""From a pasted story to a published one, in a real browser: checks, tickers, risks and order on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from make.temporary_site import TemporarySite
from tests.browser.test_newsroom import desk, newsroom  # noqa: F401 (fixtures)
from tests.browser.writing import problems

ADD = "/admin/articles/article/add/"
SLOW = 20_000  # the checks are asked for a second after the last key


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    expect.set_options(timeout=SLOW)
    yield
    expect.set_options(timeout=5_000)


def tell(site: TemporarySite, python: str) -> str:
    return site.manage("shell", "-c", f"from articles.models import *\n{python}").strip().splitlines()[-1]


@pytest.fixture
def draft(desk: Page, newsroom: TemporarySite) -> str:  # noqa: F811
    """A form with a draft of three key points and a risk; the page that it is opened on is `desk`."""
    key = tell(
        newsroom,
        "article = Article.objects.create(headline='Mills reopen', slug=f'mills-{Article.objects.count()}',"
        " category=Category.objects.first(), body='<p>The mills (NYSE:HVNB) reopen.</p>')\n"
        "[KeyPoint.objects.create(article=article, position=at, text=text) for at, text in enumerate('ABC', 1)]\n"
        "RiskStatement.objects.create(article=article, position=1, text=Risk.objects.first().title)\n"
        "from articles.workflow import record; record(article)\nprint(article.pk)",
    )
    desk.goto(f"{newsroom.url}/admin/articles/article/{key}/change/", wait_until="networkidle")
    return key


def points(page: Page) -> list[str]:
    return [field.input_value() for field in page.locator("#key_points-group textarea:visible").all()]


def saved(page: Page, name: str = "Save draft") -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible(timeout=SLOW)


def test_a_whole_story_is_pasted_and_published(desk: Page, newsroom: TemporarySite, shared_data):  # noqa: F811
    page = desk
    tell(newsroom, "print(Category.objects.get_or_create(name='Finance', slug='finance'))")
    page.goto(newsroom.url + ADD)
    page.get_by_text("Paste a whole story").click()
    page.locator("#pasted-text").fill(next((shared_data / "seed").glob("*.txt")).read_text())
    page.get_by_role("button", name="Take it apart").click()
    expect(page.locator(".paste-headline")).to_contain_text("Upcoming Talks Between U.S. Treasury")
    assert problems(page) == []
    page.get_by_role("button", name="Fill the form").click()
    expect(page.locator("#id_dek")).to_have_value(re.compile("^Preparations underway .* commitments proceed$"))
    assert "Intel Shares Experience Downward Pressure" in page.locator("#left-over").input_value()
    expect(page.locator("#kept-line")).to_contain_text("Kept")
    assert problems(page) == []
    assert len(points(page)) == 4
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".state")).to_have_text("Published")
    page.get_by_role("link", name="Look at it").click()
    for words in (
        "by the end of February",
        "NASDAQ:QQQ",
        "Education only",
        "soybeans",
        "tariff truce could be disrupted",
    ):
        expect(page.locator("main")).to_contain_text(words)


def test_rows_are_put_in_order_by_keyboard(desk: Page, draft):  # noqa: F811
    page = desk
    expect(page.locator("#id_key_points-0-position")).to_be_hidden()
    page.locator("#id_key_points-2-text").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#key_points-group .mover__said")).to_have_text("Key point moved to place 2 of 3.")
    expect(page.locator("#id_key_points-2-text")).to_be_focused()
    page.locator("#key_points-2").get_by_role("button", name="Move this key point up").press("Enter")
    assert points(page) == ["C", "A", "B"]
    saved(page)
    assert points(page) == ["C", "A", "B"]


def test_rows_are_dragged_and_a_row_taken_away_meanwhile_confuses_nothing(desk: Page, draft):  # noqa: F811
    page = desk
    page.get_by_role("button", name="Add another Key point").click()
    page.get_by_role("button", name="Add another Key point").click()
    page.locator("#id_key_points-3-text").fill("D")
    page.locator("#id_key_points-4-text").fill("E")
    handle = page.locator("#key_points-4 .mover__handle")
    handle.scroll_into_view_if_needed()
    target = page.locator("#key_points-1").bounding_box()
    place = handle.bounding_box()
    page.mouse.move(place["x"] + 8, place["y"] + 8)
    page.mouse.down()
    page.mouse.move(place["x"] + 8, target["y"] + 4, steps=8)
    page.mouse.up()
    assert points(page) == ["A", "E", "B", "C", "D"]
    page.locator("#key_points-3 .inline-deletelink").click()
    assert points(page) == ["A", "E", "B", "C"]
    saved(page)
    assert points(page) == ["A", "E", "B", "C"]


def test_what_the_text_names_is_tagged_with_a_click_and_judged_with_a_key(desk: Page, draft):  # noqa: F811
    page = desk
    page.locator("#ticker-offers").get_by_role("button", name="Tag NYSE:HVNB").click()
    row = page.locator("#ticker_sentiments-0")
    expect(row.locator(".select2-selection__rendered")).to_contain_text("NYSE:HVNB")
    page.keyboard.press("-")
    expect(page.locator("#id_ticker_sentiments-0-sentiment")).to_have_value("negative")
    expect(page.locator("#sentiment-keys [role=status]")).to_have_text("NYSE:HVNB: Negative.")
    expect(page.locator("#ticker-offers .offer")).to_have_count(0)
    page.locator("#id_ticker_sentiments-0-reason").press_sequentially("0 + -")
    expect(page.locator("#id_ticker_sentiments-0-sentiment")).to_have_value("negative")
    page.locator("#proofing").get_by_role("button", name="Use this one").click()
    expect(page.locator("#proofing").get_by_role("button", name="Use this one")).to_have_count(0)
    page.evaluate("window.scrollTo(0, 0)")
    assert problems(page) == []
    saved(page)
    expect(page.locator("#id_ticker_sentiments-0-sentiment")).to_have_value("negative")
    expect(page.locator("#risk_statements-0 .select2-selection__rendered")).not_to_have_text("")


def test_a_check_that_blocks_stops_and_a_reason_lets_it_through(desk: Page, newsroom: TemporarySite, draft):  # noqa: F811
    page = desk
    expect(page.locator("#proofing-despite")).to_be_hidden()
    page.locator("#id_headline").fill("Mills gain 5%")
    finding = page.locator(".findings--blocks").get_by_role(
        "link", name="The headline says 5%, which the body does not."
    )
    expect(finding).to_be_visible(timeout=SLOW)
    finding.click()
    expect(page.locator("#id_headline")).to_be_focused()
    saved(page, "Publish")
    expect(page.locator(".messagelist")).to_contain_text("is not published. The headline says 5%")
    expect(page.locator(".state")).to_have_text("Draft")
    page.get_by_label("Publish all the same, because").fill("The table has it.")
    saved(page, "Publish")
    expect(page.locator(".state")).to_have_text("Published")
    why = tell(newsroom, f"print(Revision.objects.filter(article={draft}).order_by('number').last().why)")
    assert why.endswith("The headline says 5%, which the body does not. Reason: The table has it.")
