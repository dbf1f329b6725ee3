"""Pure functions on words: excerpts, reading time, slugs, and spotting tickers in prose."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from django.utils.text import slugify

from articles.symbols import ALIASES, Symbol, exchange_prefix, normal_symbol

WORDS_A_MINUTE = 230
EXCERPT_LENGTH = 100

#: Prefixes that prose puts before a symbol; `(Q4:UP)` is not a ticker.
KNOWN_EXCHANGES = {
    *ALIASES, *ALIASES.values(),
    "NYSE", "NASDAQ", "CBOE", "OTC", "OTCQB", "OTCQX", "OTCMKTS", "IEX", "LSE", "TSX", "TSXV", "TSE", "ASX",
    "HKEX", "HKG", "SSE", "SZSE", "NSE", "BSE", "XETRA", "FRA", "EPA", "AMS", "EURONEXT", "SIX", "BME", "BIT",
    "KRX", "TWSE", "SGX", "JSE", "B3", "FX", "CRYPTO", "INDEX", "COMEX", "NYMEX", "CBOT", "CME", "ICE",
}  # fmt: skip
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|tr|table)>|<br ?/?>|<hr ?/?>|</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
PREFIXED = re.compile(
    r"\b([A-Z][A-Za-z0-9]*(?: (?:Arca|American|ARCA|AMERICAN))?)\s?:\s?([A-Z0-9]{1,6}(?:[.\-/][A-Z]{1,2})?)\b"
)
_BRACKET = re.compile(r"\(([^()]*)\)")
_PART = re.compile(r"[^;,]+")
_CASHTAG = re.compile(r"(?<![\w$])\$([A-Z]{1,6}(?:\.[A-Z]{1,2})?)\b(?![\d])")


def plain(html: str) -> str:
    """Sanitised HTML -> its text, blocks apart by a line end."""
    text = unescape(_TAG.sub("", _BLOCK_END.sub("\n", html))).replace("\u00a0", " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def excerpt(text: str, length: int = EXCERPT_LENGTH) -> str:
    """The first `length` characters, and "..." where the text goes on."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rstrip() + "..."


def reading_minutes(html: str) -> int:
    """Whole minutes to read the HTML's text, at least one."""
    return max(1, math.ceil(len(plain(html).split()) / WORDS_A_MINUTE))


def short_slug(headline: str, length: int = 80) -> str:
    """A slug of at most `length` characters, cut between words; "" where no letter is left."""
    slug = slugify(headline)
    if len(slug) <= length:
        return slug
    return slug[: length + 1].rpartition("-")[0] or slug[:length]


def spot_tickers(text: str) -> Iterator[Symbol]:
    """Each `(NYSE:SPY)` or `$SPY` in plain text, once, in order of appearance.

    A bracket may hold several, apart by ; or a comma. A prefix counts only if it is an exchange we
    know; without a bracket ("The NYSE: A history") it is prose. A cashtag has no exchange.
    """
    seen = set()
    found = [
        (bracket.start(1) + part.start(), Symbol(exchange_prefix(m[1]), normal_symbol(m[2])))
        for bracket in _BRACKET.finditer(text)
        for part in _PART.finditer(bracket[1])
        if (m := PREFIXED.fullmatch(part[0].strip()))
    ]
    found = [(at, symbol) for at, symbol in found if symbol.exchange in KNOWN_EXCHANGES]
    if "$" in text:
        found += [(m.start(), Symbol("", m[1])) for m in _CASHTAG.finditer(text)]
    for _, symbol in sorted(found):
        if symbol not in seen:
            seen.add(symbol)
            yield symbol


def fold(text: str) -> str:
    """For comparing: lower case, no accents, straight quotes, single spaces."""
    text = unicodedata.normalize("NFKD", text.translate(STRAIGHT))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).casefold().split())


STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
