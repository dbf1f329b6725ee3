"""IPTC ninjs 1.x, 2.x and 3.x: a text item -> an article; everything else is skipped with the reason.

1.x has single fields (`headline`, `body_xhtml`), 2.x lists (`headlines`, `bodies`), 3.x the same
in camel case (`versionCreated`, `contentType`); one reader takes all, by whatever stands there.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from articles import body
from articles.exchange.records import ArticleRecord, Skipped
from articles.exchange.values import Fields, cleaned, one_line
from articles.models import Article
from articles.text import fold, plain

#: Kinds of item that carry a text of their own; a composite is a text with its pictures.
TEXT = {"text", "composite"}
NOT_TEXT = {"audio", "video", "picture", "graphic", "component", "planning", "event", "package", "livedata"}
ONLY_NINJS = {"uri", "headlines", "bodies", "versioncreated", "body_xhtml", "pubstatus", "renditions", "associations"}
FALLBACK_CATEGORY = "News"
DEK_LENGTH = 300
_CONTAINER = re.compile(r"<(/?)(?:div|section|article|main|pre)\b[^>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|h2|h3|ul|ol|blockquote|table)\b")
_BREAKS = re.compile(r"\n\s*\n|(?:<br>\s*){2,}")
_BY = re.compile(r"(?:by|von|av|par|por|door|di)\s+", re.IGNORECASE)


def is_ninjs(data: dict[str, Any]) -> bool:
    """Whether an object is ninjs rather than our own schema."""
    kind = data.get("type")
    if isinstance(kind, str) and kind.lower() in TEXT | NOT_TEXT:
        return True
    return "type" not in data and any(isinstance(name, str) and name.lower() in ONLY_NINJS for name in data)


def article(data: dict[str, Any]) -> ArticleRecord:
    """Raises `Skipped` for an item without an article in it, `BadRecord` for a wrong field."""
    item = Fields({name.lower(): value for name, value in data.items()})
    kind = (item.line("type") or "").lower()
    if kind and kind not in TEXT:
        raise Skipped(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} item, not a text.")
    if not kind and "eventdetails" in item.data:
        raise Skipped("an event item, not a text.")
    status = (item.line("pubstatus") or "usable").lower()
    if status != "usable":
        raise Skipped(f"its status is {status}, not usable.")
    headline = _main(item, "headline", "headlines") or item.line("title") or ""
    html = _body(item)
    if not headline:
        raise Skipped("a text item without a headline.")
    if not html:
        raise Skipped("a text item without a body.")
    html = _without_headline(html, headline)
    first, version = item.instant("firstcreated"), item.instant("versioncreated")
    published = first or version
    record = ArticleRecord(
        headline=headline,
        body=html,
        category_candidates=_subjects(item),
        category_fallback=FALLBACK_CATEGORY,
        authors=byline(_main(item, "byline", "bylines") or item.line("by") or ""),
        language=item.line("language"),
        published=published,
        updated_at=_later(version, published),
        version_at=version,
    )
    if record.language == "":
        record.language = None
    record.dek, record.summary = _lead(item, html)
    _set_source(item, record)
    return record


def byline(text: str) -> list[str]:
    """`"By Ann Lee and Bo Ek, dpa"` -> `["Ann Lee", "Bo Ek"]`; an agency alone is one name.

    A part counts as a person if it has two words or more and does not begin with "The".
    """
    text = _BY.sub("", text, count=1) if _BY.match(text) else text
    parts = [part.strip() for part in re.split(r"\s+(?:and|und|og|och)\s+|\s*[,;&]\s*", text) if part.strip()]
    people = [part for part in parts if len(part.split()) > 1 and not part.lower().startswith("the ")]
    return list(dict.fromkeys(people or ([text.strip()] if text.strip() else [])))


def _subjects(item: Fields) -> list[str]:
    """The names of what an item is about, for finding a category among those that exist."""
    names = []
    for field in ("service", "services", "subject", "subjects"):
        for entry in item.objects(field):
            name = entry.data.get("name")
            names += [one_line(name)] if isinstance(name, str) and name.strip() else []
    return names


def _main(item: Fields, single: str, several: str) -> str:
    """The value of 1.x's single field, or of the entry that 2.x and 3.x call the main one."""
    if value := item.line(single):
        return value
    entries = [(entry.line("role"), entry.line("value")) for entry in item.objects(several)]
    entries.sort(key=lambda entry: entry[0] != "main")
    return next((value for _, value in entries if value), "")


def _body(item: Fields) -> str:
    """Sanitised HTML; from HTML where there is any, else from plain text; "" without a body."""
    html, text = "", ""
    for name in sorted(item.data):
        if name.startswith("body_"):
            value = item.prose(name) or ""
            html, text = (html or value, text) if "html" in name else (html, text or value)
    for entry in item.objects("bodies"):
        entry = Fields({name.lower(): value for name, value in entry.data.items()}, "bodies")
        kind = f"{entry.line('contenttype') or ''} {entry.line('role') or ''}".lower()
        value = entry.prose("value") or ""
        if "html" in kind:
            html = html or value
        elif "text/plain" in kind or not kind.strip() or kind.strip() == "text":
            text = text or value
    return _from_html(html) or _from_text(text)


def _from_html(html: str) -> str:
    clean = body.clean(_CONTAINER.sub(r"<\1p>", html.replace("</span><span", "</span> <span")))
    if not clean or _BLOCK.search(clean):
        return clean
    return "\n".join(f"<p>{' '.join(part.split())}</p>" for part in _BREAKS.split(clean) if part.strip())


def _from_text(text: str) -> str:
    """Paragraphs apart by blank lines, or one a line where there is no blank line."""
    if not re.search(r"\n\s*\n", text):
        text = text.replace("\n", "\n\n")
    return body.from_paragraphs(text)


def _without_headline(html: str, headline: str) -> str:
    """Agencies repeat the headline on top of the body; the page prints it once."""
    first = re.match(r"\s*<(h2|p)>(.*?)</\1>\s*", html, re.DOTALL)
    rest = html[first.end() :] if first and fold(plain(first[2])) == fold(headline) else ""
    return rest or html


def _lead(item: Fields, html: str) -> tuple[str | None, str | None]:
    """Dek and summary: the description, unless the body begins with it."""
    description = item.line("description_text") or ""
    for entry in item.objects("descriptions"):
        if (entry.line("role") or "text").lower() in {"text", "lead", "summary", "abstract"}:
            description = description or entry.line("value") or ""
    beginning = fold(description)[:80]
    if not description or beginning in fold(plain(html)[:1000]):
        return None, None
    return (description, None) if len(description) <= DEK_LENGTH else (None, description)


def _later(version: datetime | None, published: datetime | None) -> datetime | None:
    return version if version and published and version > published else None


def _set_source(item: Fields, record: ArticleRecord) -> None:
    """The item's address is its reference; a longer one than we can hold stands as its digest."""
    uri = cleaned(item.raw_text("uri") or "").strip()
    if not uri:
        return
    try:
        url = urlsplit(uri)
    except ValueError:
        url = urlsplit("")
    holder = item.line("copyrightholder") or next(
        (name for entry in item.objects("infosources") if (name := entry.line("name"))), ""
    )
    record.source_name = (holder or url.hostname or "ninjs")[: Article._meta.get_field("source_name").max_length]
    limit = Article._meta.get_field("source_reference").max_length or 0
    record.source_reference = uri if len(uri) <= limit else f"sha256:{hashlib.sha256(uri.encode()).hexdigest()}"
    if url.scheme in {"http", "https"} and url.hostname and "." in url.hostname and len(uri) <= 500:
        record.source_url = uri
