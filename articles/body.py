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
_PIECES = re.compile(r"<[^>]*>|[^<]+")
_EMPTY = re.compile(r"<(?:p|h2|h3|li|blockquote)>(?:\s|&nbsp;|<br>)*</")
_MAY_BE_EMPTY = {"<p>", "<h2>", "<h3>", "<li>", "<blockquote>"}
#: HTML is read and written so often at most, until it no longer changes; twice is the rule.
MOST_READINGS = 6
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class CleanHTML(str):
    """What `clean` made: whoever is handed it need not clean it again. Any change of it is plain text."""

    __slots__ = ()


def clean(html: str) -> CleanHTML:
    """HTML from anybody -> HTML of the allow-list, without empty paragraphs.

    Old bold and italic tags become strong and em; h1 becomes h2, since the page has its own.
    Cleaning what is clean changes nothing.
    """
    if isinstance(html, CleanHTML):
        return html
    html = _without_control(html)
    html = re.sub(r"<(/?)(?:b)(?=[\s>])", r"<\1strong", html, flags=re.IGNORECASE)
    html = re.sub(r"<(/?)(?:i)(?=[\s>])", r"<\1em", html, flags=re.IGNORECASE)
    html = re.sub(r"<(/?)h1(?=[\s>])", r"<\1h2", html, flags=re.IGNORECASE)
    for _ in range(MOST_READINGS):
        # What is written out may be read otherwise than it was meant: an entity named a control
        # character and hid an address behind it, or elements stand where they may not.
        before, html = html, _cleaner.clean(_without_control(html))
        if html == before:
            break
    return CleanHTML(_without_empty(html).strip())


def _without_control(html: str) -> str:
    # Nearly no text has any, which is seen sooner than each of them is looked for.
    return html if html.replace("\n", "").isprintable() else _CONTROL.sub("", html)


def _without_empty(html: str) -> str:
    """Clean HTML without paragraphs and their like that hold nothing, or only each other.

    One pass: `open_at` are the places of elements which hold nothing so far, outermost first.
    """
    if not _EMPTY.search(html):
        return html
    kept: list[str] = []
    open_at: list[int] = []
    for piece in _PIECES.findall(html):
        if piece in _MAY_BE_EMPTY:
            open_at.append(len(kept))
            kept.append(piece)
        elif open_at and piece.startswith("</") and kept[open_at[-1]] == piece.replace("/", ""):
            del kept[open_at.pop() :]
        else:
            if piece != "<br>" and piece.replace("&nbsp;", " ").strip():
                open_at.clear()
            kept.append(piece)
    return "".join(kept)


def from_paragraphs(text: str) -> str:
    """Plain text, paragraphs apart by blank lines -> escaped `<p>` elements."""
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text.strip()))
    return "\n".join(f"<p>{escape(block)}</p>" for block in blocks if block)
