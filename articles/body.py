"""The one sanitiser. Body HTML goes through `clean` when it is written, and nowhere else."""

from __future__ import annotations

import re

import nh3
from django.utils.html import escape

TAGS = {
    "p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
#: Their text goes with them; of every other tag that is not allowed, the text stays.
DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "noscript", "svg", "math", "textarea", "title"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    clean_content_tags=DROPPED_WITH_CONTENT,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_EMPTY = re.compile(r"<(p|h2|h3|li|blockquote)>(?:\s|&nbsp;|\u00a0|<br>)*</\1>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(html: str) -> str:
    """HTML from anybody -> HTML of the allow-list, without empty paragraphs.

    Old bold and italic tags become strong and em; h1 becomes h2, since the page has its own.
    Cleaning what is clean changes nothing.
    """
    html = _CONTROL.sub("", html)
    html = re.sub(r"<(/?)(?:b)(?=[\s>])", r"<\1strong", html, flags=re.IGNORECASE)
    html = re.sub(r"<(/?)(?:i)(?=[\s>])", r"<\1em", html, flags=re.IGNORECASE)
    html = re.sub(r"<(/?)h1(?=[\s>])", r"<\1h2", html, flags=re.IGNORECASE)
    html = _CONTROL.sub("", _cleaner.clean(html))  # again: an entity may have named one
    found = 1
    while found:  # what held only empty elements is empty now
        html, found = _EMPTY.subn("", html)
    return html.strip()


def from_paragraphs(text: str) -> str:
    """Plain text, paragraphs apart by blank lines -> escaped `<p>` elements."""
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text.strip()))
    return "\n".join(f"<p>{escape(block)}</p>" for block in blocks if block)
