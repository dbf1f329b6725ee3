"""Numbers of the headline and the key points that the body does not have.

3.62% is 3.62 percent, 1,234 is 1234, $12 million is 12m is 12,000,000, Q4 is the fourth quarter, 3 is three.
What the headline rounds may stand in the body exactly: 3.6% for 3.62%, $1.2 billion for $1,213 million.
A figure blocks: money, a share, what is counted by the hundred or has a decimal point. Years, days and
ordinals are often told in other words ("this year"), and are advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from articles.proofing.findings import Finding, advice, blocks
from articles.proofing.story import Story
from articles.text import plain

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TEENS = "seventeen eighteen nineteen"
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
_WORDS = {word: number for number, word in enumerate(f"{_SMALL} {_TEENS}".split())} | _TENS
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
#: Words of a body that say a number without naming it.
_SAID = {word: (number,) for number, word in enumerate(_ORDINALS, 1)} | {
    "a": (), "half": (50,), "quarter": (25, 4), "quarters": (25, 4), "dozen": (12,), "double": (2,), "doubled": (2,),
    "twice": (2,), "both": (2,), "triple": (3,), "tripled": (3,), "decade": (10,),
}  # fmt: skip
_SCALES = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "millions": 6, "mln": 6, "mn": 6, "m": 6, "mm": 6,
    "billion": 9, "billions": 9, "bln": 9, "bn": 9, "b": 9, "trillion": 12, "trillions": 12, "trln": 12, "tn": 12,
    "t": 12,
}  # fmt: skip
_LONG_SCALE = "hundred|thousand|millions?|mln|mn|billions?|bln|bn|trillions?|trln|tn"
_DIGITS = re.compile(
    rf"""(?<![\w.])(?<![A-Za-z]-)(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
    (?:(?P<glued>mm|[kmbt])(?![\w])|[\s-]?(?P<scale>{_LONG_SCALE})\b|(?:st|nd|rd|th)\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_WRITTEN = re.compile(
    rf"\b(?P<word>{'|'.join([*_WORDS, *_SAID])})\b(?:[\s-](?P<unit>{'|'.join(_SMALL.split()[1:10])})\b)?"
    rf"(?:[\s-](?P<scale>{_LONG_SCALE})\b)?(?P<percent>\s(?:percent|per\scent|pct)\b|-?percent)?",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\b(?:[QH]([1-4])|([1-4])[QH])(?!\w)")
_RANGE = re.compile(r"\s?(?:to|and|or|-|\u2013|\u2014)\s?[$€£]?\s?$", re.IGNORECASE)
_MONEY = re.compile(r"[$€£¥]\s?\Z|\b(?:USD|EUR|GBP|JPY|CHF|CNY|CAD|AUD|HKD|INR)\s\Z")
_UNIT = re.compile(
    r"\s?%|[\s-](?:percent|per\scent|pct|percentage|basis|bps?|cents?|cts?|dollars?|dlrs?|euros?|pounds?|yen)\b", re.I
)
_BASIS = re.compile(r"\s(?:basis\spoints?|bps?)\b", re.IGNORECASE)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
YEARS = range(1900, 2101)
#: How far a number that was rounded may lie from the exact one, beside half of its last digit.
ROUNDED, ROUNDED_TO_NOUGHTS = Decimal("0.125"), Decimal("0.025")


class Number(NamedTuple):
    """`text` as it is written; `values` are what it may mean; `last` is what its last digit is worth."""

    text: str
    values: tuple[Decimal, ...]
    last: Decimal
    is_figure: bool = True
    is_exact: bool = False


def not_in_body(story: Story) -> Iterator[Finding]:
    if not story.text:
        return
    there = {value for number in numbers(story.text, is_claim=False) for value in number.values}
    # A table says once, over its columns, that it counts in thousands or millions.
    cells = {value for cell in _CELL.findall(story.body) for number in numbers(plain(cell)) for value in number.values}
    there |= {value * 10**noughts for value in cells for noughts in (3, 6, 9)}
    for name, field, text in story.claims:
        missing = [number for number in numbers(text) if not _stands(number, there)]
        for written in dict.fromkeys(number.text for number in missing):
            is_figure = any(number.is_figure for number in missing if number.text == written)
            say = blocks if is_figure else advice
            yield say(f"{name} says {written}, which the body does not.", field)


def numbers(text: str, *, is_claim: bool = True) -> list[Number]:
    """The numbers of a text. Of those in words a claim is only one with "million", "percent" or the like:
    "Two officials resign" may well be told without the word two."""
    found: list[Number] = []
    ends: list[int] = []
    for match in _DIGITS.finditer(text):
        digits, scale = match["digits"].replace(",", ""), (match["glued"] or match["scale"] or "").lower()
        factor = Decimal(10) ** _SCALES.get(scale, 0)
        value, last = Decimal(digits) * factor, factor * Decimal(10) ** -len(digits.partition(".")[2])
        values = [value]
        if _BASIS.match(text, match.end()):
            values.append(value / 100)
        if scale and found and ends[-1] < match.start() and _RANGE.fullmatch(text[ends[-1] : match.start()]):
            before = found[-1]
            found[-1] = before._replace(values=(*before.values, before.values[0] * factor))
        is_year = not scale and len(digits) == 4 and "," not in match["digits"] and value in YEARS
        has_unit = _UNIT.match(text, match.end()) or _MONEY.search(text[max(0, match.start() - 4) : match.start()])
        is_figure = bool(
            has_unit or scale or "." in digits or (value >= 100 and not is_year and match[0][-1].isdigit())
        )
        found.append(Number(_as_written(text, match), tuple(values), last, is_figure, is_year))
        ends.append(match.end())
    found += [_number(match[0], int(match[1] or match[2])) for match in _QUARTER.finditer(text)]
    for match in _WRITTEN.finditer(text):
        if not is_claim or ((match["scale"] or match["percent"]) and match["word"].lower() in _WORDS):
            found += _written(match)
    return found


def _as_written(text: str, match: re.Match[str]) -> str:
    """With the sign before or after it: $12 million, 3.62%."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return (before if before in tuple("$€£¥") else "") + match[0].strip() + (after if after == "%" else "")


def _written(match: re.Match[str]) -> Iterator[Number]:
    word, unit = match["word"].lower(), (match["unit"] or "").lower()
    factor = 10 ** _SCALES.get((match["scale"] or "").lower(), 0)
    said = (_WORDS[word],) if word in _WORDS else _SAID[word]
    if word == "a" and factor > 1:
        said = (1,)
    if unit and word in _TENS:
        said = (_TENS[word] + _WORDS[unit],)
    elif unit:
        said = (*said, _WORDS[unit])
    for number in said:
        yield Number(match[0].strip(), (Decimal(number), Decimal(number * factor))[-1:], Decimal(factor))


def _number(text: str, value: int) -> Number:
    return Number(text, (Decimal(value),), Decimal(1), is_figure=False)


def _stands(number: Number, there: set[Decimal]) -> bool:
    return any(
        value in there or (not number.is_exact and _is_rounded(value, number.last, there)) for value in number.values
    )


def _is_rounded(value: Decimal, last: Decimal, there: set[Decimal]) -> bool:
    """Whether one of these, rounded or cut short as the number is, is the number."""
    noughts = min(_noughts(value, last) / 2, value * ROUNDED_TO_NOUGHTS)
    below, above = max(noughts, min(last / 2, value * ROUNDED)), max(noughts, min(last, value * ROUNDED))
    return any(value - below <= other <= value + above for other in there)


def _noughts(value: Decimal, last: Decimal) -> Decimal:
    while value and value % (last * 10) == 0:
        last *= 10
    return last
