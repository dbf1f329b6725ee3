"""What a word is, for both engines: the same pieces of text, folded the same way.

The index, the query, the marks in a passage and the suggestions all read text through here, so
what is found is what is marked, on either database. A word is in lower case, without accents:

- `AT&T`, `S&P`, `Q4`, `BRK.B` are one word each, `U.S.` is `us`, `company's` is `company`;
- `10-K` and `risk-off` are two words side by side, found as a phrase where they are typed so;
- `3.62%`, `3.62 percent` and `3.62 pct` are the number and a `%`; `1,234` is `1234`;
- a Chinese, Japanese or Thai character is a word by itself, since no blanks part their words;
- what is not seen (a soft hyphen, a joiner) is passed over inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.text import STRAIGHT, fold

MAX_LENGTH = 40
#: So many pieces of text are remembered with their words, none of them longer than this: 20 MB at most.
MOST_PIECES, LONG_PIECE = 50_000, 100
# Signs that stand on the letter before them, in scripts where Python does not count them as letters.
_SIGNS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0971-\u0de5\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e"
# Thai, Lao, Myanmar, Khmer; Japanese and Chinese; the narrow kana.
_NO_BLANKS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f\uff66-\uff9f"
)
#: Soft hyphen and joiners: they may stand in a word, and change nothing.
INVISIBLE = "\u00ad\u200c\u200d\u2060"
_ALNUM = rf"(?:[^\W_]|[{_SIGNS}{INVISIBLE}])"
_WORD = re.compile(
    rf"""
      (?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?(?:'[sS](?![^\W_]))?  # U.S.  U.S.'s
    | (?<![^\W_])[A-Za-z]{{2,5}}\.[A-Za-z](?![^\W_])(?:'[sS](?![^\W_]))?    # BRK.B
    | \d+(?:[.,]\d+)+                                                     # 3.62  1,234
    | {_ALNUM}+(?:['&]{_ALNUM}+)*                                         # AT&T  don't
    | %
    """,
    re.VERBOSE,
)
_PLAIN = re.compile(r"[a-z0-9]+(?:(?:[.,'&]|\.')[a-z0-9]+)*|%")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_PIECE = re.compile(rf"[{_NO_BLANKS}]|[^{_NO_BLANKS}]+")
_HAS_NO_BLANKS = re.compile(rf"[{_NO_BLANKS}]")
PERCENT = {"percent": "%", "pct": "%"}
# Signs in other shapes, one for one, so that every word stays in its place.
IN_OUR_SHAPE = STRAIGHT | str.maketrans("\u02bc\u201b\uff07\uff06\uff05", "'''&%")
# For Unicode these are no letter with an accent, but who types "lodz" means Łódź; and what is not seen goes.
_LETTERS = str.maketrans(
    dict(zip("øłđħŧıð", "oldhtid", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"} | dict.fromkeys(INVISIBLE, "")
)


class Word(NamedTuple):
    """A word as the index has it, and where it stands in the text it was read from."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return line(text).split()


def line(text: str) -> str:
    """The words of a text, in order, with single blanks between them."""
    if not text.isascii():
        return " ".join(found.word for found in read(text))
    # Most text is ASCII, and its pieces between blanks are ever the same: many times as fast.
    pieces = text.lower().split()
    are_usual = max(map(len, pieces), default=0) <= LONG_PIECE
    return " ".join(filter(None, map(_words_of_usual if are_usual else _words_of, pieces)))


def read(text: str) -> Iterator[Word]:
    """The words of a text with their places."""
    text = text.translate(IN_OUR_SHAPE)
    for match in _WORD.finditer(text):
        piece = match[0]
        if piece.isascii():
            if word := _normal(piece):
                yield Word(word, match.start(), match.end())
        elif _HAS_NO_BLANKS.search(piece):
            for part in _PIECE.finditer(piece):
                if word := _normal(part[0]):
                    yield Word(word, match.start() + part.start(), match.start() + part.end())
        elif word := _normal(piece):
            yield Word(word, match.start(), match.end())


def _words_of(piece: str) -> str:
    """The words of an ASCII piece in lower case, with blanks between."""
    if piece.isalnum() and len(piece) <= MAX_LENGTH:
        return PERCENT.get(piece, piece)
    return " ".join(found.word for part in _PLAIN.findall(piece) for found in read(part))


_words_of_usual = lru_cache(MOST_PIECES)(_words_of)


@lru_cache(MOST_PIECES)
def _normal(piece: str) -> str:
    word = piece.lower() if piece.isascii() else fold(piece).translate(_LETTERS).replace(" ", "")
    if word[:1].isdigit() and ("," in word or "." in word):
        return word.replace(",", "" if _THOUSANDS.match(word) else ".")[:MAX_LENGTH]
    if "'" in word:
        word = word.removesuffix("'s").replace("'", "")
    if "." in word and len(word) > 2 and word[1] == ".":
        word = word.replace(".", "")
    return PERCENT.get(word, word)[:MAX_LENGTH]
