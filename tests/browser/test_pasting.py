"""Pasting in a real browser: what Word, Google Docs and a web page put on the clipboard.

The files in `clipboard/` are written as those programs write them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.body import clean
from make.temporary_site import TemporarySite
from tests.browser.test_newsroom import desk, newsroom  # noqa: F401 (fixtures)

ADD = "/admin/articles/article/add/"
CLIPBOARD = Path(__file__).parent / "clipboard"
COPY = """html => {
  const copy = event => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "plain");
  };
  document.addEventListener("copy", copy, { capture: true, once: true });
  document.execCommand("copy");
}"""
LIST = "<ul><li><p>Tin</p><ul><li><p>Cassiterite</p></li></ul></li><li><p>Zinc</p></li></ul>"
EXPECTED = {
    "word": (
        "<h2>Mills reopen</h2>"
        "<p>She said \u201cno\u201d \u2014 it\u2019s <strong>over</strong>, <em>really</em> "
        f'<a href="https://example.com/a">over</a>.</p>{LIST}'
        "<p>Then:</p><ol><li><p>First</p></li><li><p>Second</p></li></ol>"
        "<table><tbody><tr><td><p><strong>Ore</strong></p></td><td><p>5</p></td></tr></tbody></table>"
    ),
    "google_docs": (
        "<h2>Mills reopen</h2><p>Plain, <strong>bold</strong><em> slanted</em> and "
        f'<a href="https://example.com/b">a link</a></p>{LIST}'
    ),
    "web": "<h3>Sub</h3><p>One<br>two</p><p>Three bad</p><p>Cap</p>",
}


def pasted(page: Page, html: str) -> str:
    """What is stored of a body after a real paste of this into the empty editor."""
    page.locator(".field-body .tiptap").click()
    page.evaluate(COPY, html)
    page.keyboard.press("Control+V")
    expect(page.locator("#id_body")).not_to_have_value("")
    return clean(page.locator("#id_body").input_value())


@pytest.mark.parametrize("source", EXPECTED)
def test_text_from_elsewhere_arrives_clean(desk: Page, newsroom: TemporarySite, source):  # noqa: F811
    desk.goto(newsroom.url + ADD, wait_until="networkidle")
    assert pasted(desk, (CLIPBOARD / f"{source}.html").read_text()) == EXPECTED[source]
