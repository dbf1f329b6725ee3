"""Where in a long text the words of a query may stand, told without reading every word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from articles.search.query import Term
from articles.search.stemming import stem
from articles.search.words import IN_OUR_SHAPE, PERCENT

#: So many characters round a word that may meet the query are read; a passage has fewer.
ROUND = 400
#: Of a word that stands everywhere the first stretch is mostly enough: those after it overlap.
LONGEST = 1_200
LONGEST_WORD = 100
#: In a stem this long the first three letters are those of every word that it is the stem of.
LONG = 5
_SIGNS = "[.,']*"  # what a word may have between its letters, and the index has not


def near(terms: Sequence[Term], text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text, from and to, outside of which nothing meets any of the terms."""
    hint = _hint(tuple(terms))
    start = end = -1
    for match in hint.finditer(text.translate(IN_OUR_SHAPE)):
        if start >= 0 and (match.start() - ROUND > end or match.start() - start > LONGEST):
            yield _whole_words(text, start, min(end, match.start()))
            start = -1
        if start < 0:
            start = max(0, match.start() - ROUND)
        end = match.end() + ROUND
    if start >= 0:
        yield _whole_words(text, start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch made longer to the next blanks, where they are near: some scripts have none."""
    least, most = max(0, start - LONGEST_WORD), min(len(text), end + LONGEST_WORD)
    while start > least and not text[start - 1].isspace():
        start -= 1
    while end < most and not text[end].isspace():
        end += 1
    return start, min(end, most)


@lru_cache(100)
def _hint(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """Finds the beginning of each word that may meet a term, and more; a character that is not
    ASCII may be folded into any letter, so each of them is one."""
    first = {words[0] for term in terms for words in term.spellings}
    beginnings = sorted({_SIGNS.join(map(re.escape, beginning)) for word in first for beginning in _beginnings(word)})
    # After a digit a word may begin as well: 1.5bn.
    either = [rf"(?<![^\W\d_])(?:{'|'.join(beginnings)})", r"[^\x00-\x7f]"] + (["%"] if "%" in first else [])
    return re.compile("|".join(either), re.IGNORECASE)


def _beginnings(word: str) -> Sequence[str]:
    """How each word that has the stem of this one begins: the last letters of a stem may differ."""
    if word == "%":
        return list(PERCENT)
    root = stem(word)
    return [root[:3] if len(root) >= LONG else root[: max(1, len(root) - 1)]]
