"""Names of the headline and the key points that the body does not have.

A name is a capitalised word that is not the first of its sentence. In a headline whose every word is
capitalised only what no ordinary word looks like is one: FDA, AT&T, JPMorgan. Chinese stands for China,
SEC for Securities and Exchange Commission, Feb. for February.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from articles.proofing.findings import Finding, advice
from articles.proofing.story import Story
from articles.text import STRAIGHT, fold

_WORD = re.compile(r"[^\W\d_](?:[\w&'-]|\.(?=[^\W\d_]))*(?:(?<=[^\W\d_]\.[^\W\d_])\.)?")
_PART = re.compile(r"[-/]")
_STARTS = re.compile(r"(?:^|[.!?:;\u2022\n]\s|[\"'(\[]|\s[-\u2013\u2014]\s)\s*[\"'(\[]?\Z")
_ENDING = re.compile(r"(?:ese|ean|ian|ans?|ish|ain|ers?|ies|[aeiouy]+|s)\Z")
_MONTHS = {
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july",
    "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november", "dec": "december",
}  # fmt: skip
#: What is called by more than one name; one of them stands for the others.
_SAME = (
    {"fed", "federal", "reserve"}, {"us", "usa", "america", "american", "united", "states"},
    {"uk", "britain", "british", "united", "kingdom"}, {"eu", "europe", "european", "union"},
    {"france", "french"}, {"netherlands", "dutch"}, {"wall", "street"},
)  # fmt: skip
#: Capitalised by habit, and no names.
_NO_NAMES = {
    "i",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "ceo",
    "cfo",
    "coo",
    "ipo",
    "ips",
    "etf",
    "etfs",
    "gdp",
    "cpi",
    "eps",
    "yoy",
}
_SMALL = {"of", "and", "for", "the", "on", "de", "la", "&"}
#: Left small where every other word of a headline has a capital.
_SMALL_IN_TITLES = {
    "a", "an", "the", "and", "or", "nor", "but", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on",
    "onto", "over", "per", "than", "that", "to", "up", "via", "vs", "with", "amid", "after", "before", "under",
}  # fmt: skip
SHORTEST_ROOT = 4


class Word(NamedTuple):
    text: str
    is_capital: bool
    is_first: bool


class Body:
    """The words of a body, in the shapes in which a name may be looked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _read(self) -> tuple[set[str], set[str], set[str]]:
        words = _words(self._text)
        plain = {part for word in words for part in _parts(word.text)}
        return plain, {root for word in plain for root in _roots(word)}, set(_initials(words))

    def has(self, word: str) -> bool:
        plain, roots, initials = self._read
        if word in plain or word in initials or any(word in same and same & plain for same in _SAME):
            return True
        return bool(_roots(word) & roots)

    def has_initials(self, initials: Iterator[str]) -> bool:
        plain, _, _ = self._read
        return any(one in plain for one in initials)


def not_in_body(story: Story) -> Iterator[Finding]:
    """Of a language that capitalises names alone: German has a capital on every noun."""
    if not story.text or story.language.lower().startswith("de"):
        return
    body = Body(story.text)
    for name, field, text in story.claims:
        missing = [run for run in names(text) if not all(body.has(part) for part in _parts(run[-1].text))]
        for words in _grouped(missing, body):
            yield advice(f"{name} names {words}, which the body does not.", field)


def names(text: str) -> list[tuple[Word, ...]]:
    """The words of a text that belong to names, each with those of its name before it, itself last."""
    words = _words(text)
    if not any(letter.islower() for letter in text):
        return []  # in capitals throughout: nothing tells a name from another word
    is_title = all(word.is_capital or _is_odd(word.text) or word.text in _SMALL_IN_TITLES for word in words)
    found: list[tuple[Word, ...]] = []
    run: tuple[Word, ...] = ()
    for word in words:
        if run and word.text in _SMALL:
            continue
        if not word.is_capital or fold(word.text).replace(".", "") in _NO_NAMES:
            run = ()
            continue
        run = (word,) if word.is_first else (*run, word)
        if _is_odd(word.text) or not (word.is_first or is_title):
            found.append(run)
    return found


def _grouped(missing: list[tuple[Word, ...]], body: Body) -> Iterator[str]:
    """The missing words of one name together, unless the body has the name by its initials."""
    groups: list[tuple[list[Word], tuple[Word, ...]]] = []
    for run in missing:
        if groups and groups[-1][1] == run[:-1]:
            groups[-1] = ([*groups[-1][0], run[-1]], run)
        else:
            groups.append(([run[-1]], run))
    for words, run in dict.fromkeys((tuple(words), run) for words, run in groups):
        if not body.has_initials(_initials(list(run))):
            yield "\u201c" + " ".join(word.text for word in words) + "\u201d"


def _words(text: str) -> list[Word]:
    text = text.translate(STRAIGHT)
    return [
        Word(
            bare,
            bare[0].isupper(),
            bool(_STARTS.search(text[max(0, match.start() - 6) : match.start()])) or not match.start(),
        )
        for match in _WORD.finditer(text)
        if (bare := re.sub(r"'s?\Z", "", match[0]))
    ]


def _is_odd(word: str) -> bool:
    """Written as no ordinary word is: FDA, AT&T, JPMorgan, U.S."""
    return any(letter.isupper() for letter in word[1:])


def _parts(word: str) -> list[str]:
    """ "Bessent-He" -> bessent, he; folded, without stops."""
    return [
        _MONTHS.get(bare, bare)
        for part in _PART.split(fold(word))
        if (bare := part.replace(".", "").removesuffix("'s"))
    ]


def _roots(word: str) -> set[str]:
    """China, Chinese -> chin; Germany, German -> germ. A short root is none."""
    found = {word}
    for _ in range(2):
        found |= {_ENDING.sub("", one) for one in found}
    return {one for one in found if len(one) >= SHORTEST_ROOT}


def _initials(words: list[Word]) -> Iterator[str]:
    """What the names of a text are called for short: Securities and Exchange Commission -> sec."""
    run = ""
    for word in words:
        if word.is_capital and len(word.text) > 1:
            run += fold(word.text)[:1]
            for length in range(2, min(len(run), 6) + 1):
                yield run[-length:]
        elif word.text.lower() not in _SMALL:
            run = ""
