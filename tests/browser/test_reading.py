"""A reader's way through the paper, on a phone and at a desk, with and without JavaScript, by hand and by key."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
ARTICLE = re.compile(r"/articles/\d{4}/\d\d/\d\d/[\w-]+/$")
GROUND = "getComputedStyle(document.documentElement).backgroundColor"
TICKER = re.compile(r"/tickers/\w+:[\w.]+/$")


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, size, new_context) -> Page:
    return new_context(viewport=size, java_script_enabled=request.param).new_page()


def test_from_the_front_page_to_an_article_a_ticker_the_search_and_back(reader: Page, site):
    reader.goto(site.url)
    story = reader.locator(".article-card").filter(has=reader.locator(".ticker-tags")).first
    headline = story.locator(".article-card__headline")
    words = headline.inner_text()

    headline.get_by_role("link").click()
    expect(reader).to_have_url(ARTICLE)
    expect(reader.get_by_role("heading", level=1)).to_have_text(words)

    quote = reader.locator(".quote__symbol").first
    symbol = quote.inner_text()
    quote.click()
    expect(reader).to_have_url(TICKER)
    expect(reader.locator(".page__label")).to_contain_text(f":{symbol}")
    expect(reader.locator(".article-card__headline", has_text=words)).to_be_visible()

    reader.get_by_role("link", name="Search", exact=True).click()
    reader.get_by_label("Search Articles").fill(f'"{words}"')
    reader.get_by_label("Search Articles").press("Enter")
    expect(reader.get_by_role("status")).to_contain_text("article")
    expect(reader.locator(".article-card__headline").first).to_have_text(words)

    reader.locator(".article-card__headline").first.get_by_role("link").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(words)
    reader.get_by_role("link", name="Opening Print").click()
    expect(reader).to_have_url(f"{site.url}/")


def test_the_browsers_own_back_leads_back(reader: Page, site):
    reader.goto(site.url)
    reader.locator(".article-card__headline a").first.click()
    expect(reader).to_have_url(ARTICLE)
    reader.go_back()
    expect(reader).to_have_url(f"{site.url}/")


def test_a_list_is_narrowed_and_widened_again(reader: Page, site):
    reader.goto(f"{site.url}/articles/")
    reader.get_by_text("Filter", exact=True).click()
    reader.get_by_label("Sentiment").select_option("Negative")
    reader.get_by_role("button", name="Show").click()
    expect(reader).to_have_url(re.compile("sentiment=negative"))
    chip = reader.get_by_role("link", name="Remove the filter Sentiment: Negative")
    expect(reader.locator(".article-card .sentiment--negative").first).to_be_visible()
    chip.click()
    expect(reader).to_have_url(f"{site.url}/articles/")


def test_the_pager_leads_on_and_back(reader: Page, site):
    reader.goto(f"{site.url}/articles/")
    first = reader.locator(".article-card__headline").first.inner_text()
    reader.get_by_role("link", name="Older").click()
    expect(reader.locator(".article-card__headline").first).not_to_have_text(first)
    reader.get_by_role("link", name="Newer").click()
    expect(reader.locator(".article-card__headline").first).to_have_text(first)


def place(part: Locator) -> dict[str, float]:
    box = part.bounding_box()
    assert box is not None
    return box


def test_on_a_phone_ticker_sentiment_comes_up_under_the_quotes(new_context, site, pages):
    page = new_context(viewport=PHONE).new_page()
    page.goto(site.url + pages["article"])
    parts = [".quote-strip", ".sidebar__sentiment", ".article__summary", ".article__disclosure", ".sidebar__search"]
    heights = [place(page.locator(part))["y"] for part in parts]
    assert heights == sorted(heights)


def test_at_a_desk_the_sidebar_stands_beside_the_article(new_context, site, pages):
    page = new_context(viewport=DESK).new_page()
    page.goto(site.url + pages["article"])
    article, sidebar = place(page.locator("article.article")), place(page.locator(".sidebar"))
    assert sidebar["x"] >= article["x"] + article["width"]
    assert 0.25 < sidebar["width"] / (article["width"] + sidebar["width"]) < 0.4


def test_on_paper_the_article_stands_alone(page: Page, site, pages):
    page.goto(site.url + pages["article"])
    page.emulate_media(media="print")
    for part in (".masthead__nav", ".sidebar__search", ".footer__settings", ".skip-link"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".article__body")).to_be_visible()


class TestByKey:
    def test_the_first_key_offers_to_skip_to_the_text(self, page: Page, site):
        page.goto(site.url)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the main text")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()

    def test_skipping_goes_to_the_text(self, page: Page, site, pages):
        page.goto(site.url + pages["article"])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("main a:focus")).to_have_count(1)

    def test_every_stop_can_be_seen(self, page: Page, site, pages):
        page.goto(site.url + pages["article"])
        stops = page.locator("a[href], button, input, select, summary").count()
        for _ in range(stops):
            page.keyboard.press("Tab")
            shown = page.evaluate(
                """() => { const style = getComputedStyle(document.activeElement);
                           return document.activeElement === document.body || style.outlineStyle !== "none"; }"""
            )
            assert shown, page.evaluate("document.activeElement.outerHTML")

    def test_a_search_is_sent_from_the_sidebar(self, page: Page, site, pages):
        page.goto(site.url + pages["article"])
        page.get_by_role("searchbox", name="Search Articles").focus()
        page.keyboard.type("memory")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{site.url}/search/?q=memory")


class TestSettings:
    def theme(self, page: Page) -> str | None:
        return page.locator("html").get_attribute("data-theme")

    def test_the_switch_changes_the_colours_at_once(self, page: Page, site):
        page.goto(site.url)
        before = page.evaluate(GROUND)
        switch = page.get_by_role("button", name="Colours")
        switch.click()
        switch.click()
        expect(switch).to_have_text("Colours: dark")
        assert page.evaluate(GROUND) != before

    def test_it_remembers_on_every_page(self, page: Page, site):
        page.goto(site.url)
        page.get_by_role("button", name="Colours").click()
        page.goto(f"{site.url}/articles/")
        assert self.theme(page) == "light"
        expect(page.get_by_role("button", name="Colours")).to_have_text("Colours: light")

    def test_it_comes_round_to_what_the_system_says(self, page: Page, site):
        page.goto(site.url)
        for _ in range(3):
            page.get_by_role("button", name="Colours").click()
        expect(page.get_by_role("button", name="Colours")).to_have_text("Colours: system")
        assert self.theme(page) is None

    def test_gains_may_be_red(self, page: Page, site):
        page.goto(f"{site.url}/tickers/")
        gain = page.locator(".quote__change--up").first
        before = gain.evaluate("element => getComputedStyle(element).color")
        page.get_by_role("button", name="Gains in").click()
        assert gain.evaluate("element => getComputedStyle(element).color") != before

    def test_the_systems_dark_is_honoured(self, new_context, site):
        grounds = []
        for scheme in ("light", "dark"):
            page = new_context(color_scheme=scheme).new_page()
            page.goto(site.url)
            grounds.append(page.evaluate(GROUND))
        assert grounds[0] != grounds[1]

    def test_without_scripts_there_is_no_switch_that_does_nothing(self, new_context, site):
        page = new_context(java_script_enabled=False).new_page()
        page.goto(site.url)
        expect(page.locator("[data-settings]")).to_be_hidden()
