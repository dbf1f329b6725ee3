"""A whole story that somebody pasted -> what the article form is filled with, and what nobody could use.

The page is read by the importer's own reader; nothing is written, and no line is lost: what stands in no
part of the article is told, line by line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.html import escape

from articles.body import from_paragraphs
from articles.exchange import text_page
from articles.exchange.known import Known
from articles.exchange.records import ArticleRecord, BadRecord, TickerTag
from articles.exchange.related_later import resolve
from articles.exchange.values import cleaned
from articles.models import Ticker
from articles.symbols import Symbol
from articles.text import plain, spot_tickers

#: Letters; a story has a twentieth of it.
LONGEST = 200_000
MOST_ODD_LINES = 50
NO_PAGE = (
    "This is not shaped like a story page: there is no heading such as Summary, Key Points or Risks. "
    "The text stands in the body as you pasted it."
)


@dataclass
class Pasted:
    """`told` are sentences on what was not understood; `left_over` the lines that stand in no part.

    `category` and the tickers are keys. `sentence` says why the text is no page, if it is none.
    """

    record: ArticleRecord
    sentence: str = ""
    category: int | None = None
    tickers: list[tuple[Ticker, TickerTag]] = field(default_factory=list)
    related: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)


def read(text: str) -> Pasted:
    """Any text that is not blank. What is no page becomes the body, word for word."""
    text = cleaned(text)
    if not any(text_page.heading(line) for line in text.split("\n")):
        return Pasted(_as_body(text), NO_PAGE)
    odd: dict[int, str] = {}
    while True:
        lines = ["" if number in odd else line for number, line in enumerate(text.split("\n"), start=1)]
        try:
            record = text_page.read("\n".join(lines))
            break
        except BadRecord as bad:
            at = bad.line or 0
            if not bad.reason.startswith("Ticker Sentiment") or at in odd or not at or len(odd) >= MOST_ODD_LINES:
                return Pasted(_as_body(text), f"{bad.reason} The text stands in the body as you pasted it.")
            odd[at] = bad.reason
    pasted = Pasted(record, told=list(odd.values()))
    _look_up(pasted)
    pasted.left_over = _left_over(text, record, set(odd))
    return pasted


def _as_body(text: str) -> ArticleRecord:
    blocks = (block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.strip()))
    html = "\n".join(f"<p>{'<br>'.join(map(escape, block.splitlines()))}</p>" for block in blocks if block.strip())
    return ArticleRecord(headline="", body=html or from_paragraphs(text))


def _look_up(pasted: Pasted) -> None:
    """Category, tickers and related articles, among those that are here; none is made."""
    record = pasted.record
    if record.category:
        pasted.category = Known(pasted.told.append).category_named(record.category)
        if pasted.category is None:
            pasted.told.append(f"There is no category \u201c{record.category}\u201d here. Choose another.")
    given: dict[str, set[str]] = {}
    for symbol in spot_tickers(plain(record.body)):
        if symbol.exchange:
            given.setdefault(symbol.symbol, set()).add(symbol.exchange)
    for tag in record.tickers or []:
        exchanges = given.get(tag.symbol.symbol, set())
        symbol = tag.symbol
        if not symbol.exchange and len(exchanges) == 1:
            symbol = Symbol(min(exchanges), symbol.symbol)
        found = list(Ticker.objects.named(symbol)[:2])
        is_plain = len(found) == 1 or (len(found) == 2 and found[0].active and not found[1].active)
        if is_plain and found[0].pk not in {ticker.pk for ticker, _ in pasted.tickers}:
            pasted.tickers.append((found[0], tag))
        elif not is_plain:
            why = "is on more than one exchange; choose it" if found else "is no ticker here"
            pasted.told.append(f"{symbol} ({tag.sentiment}) {why}.")
    if record.related:
        known = resolve(record.related, "")
        pasted.related = [known[name] for name in record.related if name in known]


def _left_over(text: str, record: ArticleRecord, odd: set[int]) -> list[str]:
    """The lines of the text whose words stand in no part of what was found."""
    _, _, sections = text_page.split(text_page.lines_of(text))
    tickers = {number for number, _ in sections.get("tickers", [])} - odd
    known = set(resolve(record.related, "")) if record.related else set()
    parts = [
        record.headline, record.dek or "", record.category, record.category_description, record.summary or "",
        plain(record.body), record.disclosure or "", *(record.key_points or []),
        *(line.text for line in record.risks or []),
    ]  # fmt: skip
    kept = "\n".join(f" {_squeezed(part)} " for part in parts)
    left = []
    for number, line in enumerate(text.split("\n"), start=1):
        bare = _squeezed(text_page.without_bullet(" ".join(line.split())))
        is_used = number in tickers or text_page.heading(line) or (bare and f" {bare} " in kept)
        is_date = record.published is not None and text_page.day_of(bare) == day(record)
        if bare and not (is_used or is_date or text_page.without_bullet(line.strip()) in known):
            left.append(line.strip())
    return left


def day(record: ArticleRecord) -> date | None:
    return record.published.date() if isinstance(record.published, datetime) else record.published


def _squeezed(text: str) -> str:
    return " ".join(text.split())
