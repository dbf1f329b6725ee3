"""A page of a financial news site that was saved as plain text -> an article record.

The order is: date and category, headline, dek, Summary, Key Points, body, Risks, Disclosure,
Category with its description, Ticker Sentiment, Related Articles. Every part but headline and
body may be missing. Bullets, quotes and line ends of every usual kind are read.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.html import escape

from articles.body import from_paragraphs
from articles.choices import Sentiment
from articles.exchange.records import ArticleRecord, BadRecord, RiskLine, TickerTag
from articles.exchange.values import cleaned, moment
from articles.symbols import parse
from articles.text import fold

HEADINGS = {
    "summary": "summary", "key points": "key points", "key takeaways": "key points", "risks": "risks",
    "risk factors": "risks", "disclosure": "disclosure", "search articles": "search", "category": "category",
    "ticker sentiment": "tickers", "related articles": "related",
}  # fmt: skip
#: Those that stand after the body: from the first of them on, the page is sections only.
AFTER_BODY = {"risks", "disclosure", "search", "category", "tickers", "related"}
MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]

_LOADING = re.compile(r"loading\b.{0,40}?(?:\.\.\.|…)", re.IGNORECASE)
_BULLET = re.compile(r"\A(?:[•‣◦▪●·*\u2013\u2014-]|\d{1,2}[.)])(?:\s+|$)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})")
_TAG = re.compile(
    r"(?<![\w.:])\$?((?:[A-Za-z][\w ]{1,14}:)?[A-Z0-9^][A-Z0-9.^=$+#-]{0,14})\s*(?:[-\u2013\u2014:]|\s)\s*([A-Za-z]+)\b"
)
_SENTENCE_END = (".", "!", "?", '"', "\u201d", "\u2019", ")", ":")

Line = tuple[int, str]  # number in the file, text; an empty text is a blank line


def read(text: str) -> ArticleRecord:
    """Raises `BadRecord` with the line where something is missing or cannot be read."""
    lines = lines_of(text)
    head, body, sections = split(lines)
    category, description = _category(sections.get("category", []))
    day, top_category, headline, dek, rest = _head(head, category, marked=bool(sections.keys() - AFTER_BODY))
    if not headline:
        raise BadRecord("The page has no headline.", lines[0][0] if lines else 1)
    html = _body([*rest, (0, ""), *body])
    if not html:
        raise BadRecord("The page has no body.", lines[-1][0])
    disclosure = " ".join(line for _, line in sections.get("disclosure", []) if line)
    return ArticleRecord(
        headline=headline,
        dek=dek or None,
        category=category or top_category,
        category_description=description,
        published=day,
        summary="\n\n".join(" ".join(block) for block in _blocks(sections.get("summary", []))) or None,
        key_points=_items(sections["key points"]) if "key points" in sections else None,
        body=html,
        risks=[RiskLine(item) for item in _items(sections["risks"])] if "risks" in sections else None,
        disclosure=disclosure or None,
        tickers=_tickers(sections["tickers"]) if "tickers" in sections else None,
        related=_related(sections["related"]) if "related" in sections else None,
    )


def lines_of(text: str) -> list[Line]:
    """The lines of a page, without what a page says while it loads."""
    lines = [(number, " ".join(line.split())) for number, line in enumerate(cleaned(text).split("\n"), start=1)]
    return [line for line in lines if not _LOADING.fullmatch(line[1])]


def heading(line: str) -> str:
    """The section that a line begins, such as "key points"; "" where it is no heading."""
    return HEADINGS.get(line.strip("#*_: ").lower(), "")


def without_bullet(line: str) -> str:
    return _BULLET.sub("", line, count=1)


def day_of(text: str) -> date | None:
    """`"February 10, 2026"`, `"10 Feb. 2026"` or ISO -> the day; None where the text is no date."""
    if found := _MONTH_FIRST.fullmatch(text):
        name, number, year = found[1], found[2], found[3]
    elif found := _DAY_FIRST.fullmatch(text):
        number, name, year = found[1], found[2], found[3]
    else:
        try:
            return date.fromisoformat(moment(text, "date").isoformat()[:10]) if text[:4].isdecimal() else None
        except BadRecord:
            return None
    month = next((index for index, full in enumerate(MONTHS, 1) if full.startswith(name.lower().rstrip("."))), 0)
    if name.lower() == "sept":
        month = 9
    try:
        return date(int(year), month, int(number)) if 1600 <= int(year) < 9000 else None
    except ValueError:
        return None


def split(lines: list[Line]) -> tuple[list[Line], list[Line], dict[str, list[Line]]]:
    """Everything before the first heading; the body; the lines under each heading."""
    head: list[Line] = []
    sections: dict[str, list[Line]] = {}
    current = head
    for number, line in lines:
        name = heading(line)
        if name and name not in sections and (name in AFTER_BODY or not sections.keys() & AFTER_BODY):
            current = sections[name] = []
        else:
            current.append((number, line))
    body: list[Line] = []
    if "key points" in sections:
        sections["key points"], body = _end_of_list(sections["key points"])
    elif "summary" in sections:
        sections["summary"], body = _end_of_block(sections["summary"])
    return head, body, sections


def _end_of_list(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Bulleted: up to the first block without a bullet. Else: up to the first blank line."""
    start = next((at for at, (_, line) in enumerate(lines) if line), len(lines))
    if start < len(lines) and not _BULLET.match(lines[start][1]):
        return _end_of_block(lines)
    after_blank = False
    for at in range(start, len(lines)):
        line = lines[at][1]
        if line and after_blank and not _BULLET.match(line):
            return lines[:at], lines[at:]
        after_blank = not line
    return lines, []


def _end_of_block(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    start = next((at for at, (_, line) in enumerate(lines) if line), len(lines))
    end = next((at for at in range(start, len(lines)) if not lines[at][1]), len(lines))
    return lines[:end], lines[end:]


def _head(lines: list[Line], known: str, marked: bool) -> tuple[date | None, str, str, str, list[Line]]:
    """Date, category, headline, dek, and what is left, which is body.

    `known` is the category that the page's own section names; without it a short line after the
    date is one. `marked` says that a heading ends this part, so that all of it is headline and dek.
    """
    left = [line for line in lines if line[1]]
    day = day_of(left[0][1]) if left else None
    if day is not None:
        left = left[1:]
    category = ""
    if len(left) > 1:
        first = left[0][1]
        looks_like_one = day is not None and len(first) <= 40 and len(first.split()) <= 3
        if fold(first) == fold(known) if known else looks_like_one:
            category, left = first, left[1:]
    headline = left[0][1] if left else ""
    left = left[1:]
    if marked:
        return day, category, headline, " ".join(line for _, line in left), []
    dek = left[0][1] if len(left) > 1 and len(left[0][1]) <= 300 and not left[0][1].endswith(".") else ""
    start = left[1 if dek else 0][0] if left[1 if dek else 0 :] else 0
    return day, category, headline, dek, [line for line in lines if start and line[0] >= start]


def _blocks(lines: list[Line]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for _, line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _items(lines: list[Line]) -> list[str]:
    """Bulleted: an item begins at each bullet and may go on over lines. Else: one a line."""
    texts = [line for _, line in lines if line]
    if not any(_BULLET.match(line) for line in texts):
        return texts
    items: list[str] = []
    for line in texts:
        bare = _BULLET.sub("", line, count=1)
        if bare != line or not items:
            items.append(bare)
        else:
            items[-1] = f"{items[-1]} {line}".strip()
    return [item for item in items if item]


def _body(lines: list[Line]) -> str:
    html = []
    for block in _blocks(lines):
        if len(block) > 1 and all(_BULLET.match(line) for line in block):
            items = "".join(f"<li>{escape(_BULLET.sub('', line, count=1))}</li>" for line in block)
            html.append(f"<ul>{items}</ul>")
        elif _is_paragraph_a_line(block):
            html += [from_paragraphs(line) for line in block]
        else:
            html.append(from_paragraphs(" ".join(block)))
    return "\n".join(html)


def _is_paragraph_a_line(block: list[str]) -> bool:
    """Lines that were not broken by hand: each a whole paragraph that ends with a sentence."""
    return all(line.endswith(_SENTENCE_END) for line in block) and sum(map(len, block)) > 120 * len(block)


def _category(lines: list[Line]) -> tuple[str, str]:
    texts = [line for _, line in lines if line]
    return (texts[0] if texts else ""), " ".join(texts[1:])


def _tickers(lines: list[Line]) -> list[TickerTag]:
    tags = []
    for number, line in lines:
        line = line if not _BULLET.match(line) else _BULLET.sub("", line, count=1)
        for found in _TAG.finditer(line):
            symbol, word = parse(found[1]), found[2].lower()
            if symbol is None or word not in Sentiment.values:
                raise BadRecord(f"Ticker Sentiment says {found[0]!r}, which cannot be read.", number)
            tags.append(TickerTag(symbol, Sentiment(word)))
        if rest := _TAG.sub("", line).strip(" ,;|/•·"):
            raise BadRecord(f"Ticker Sentiment says {rest[:60]!r}, which cannot be read.", number)
    return list(dict.fromkeys(tags))


def _related(lines: list[Line]) -> list[str]:
    """The headlines; the excerpts between them end in dots."""
    texts = _items(lines)
    return [line for line in texts if not line.endswith(("...", "…"))]
