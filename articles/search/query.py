"""What the reader typed, understood once and for every engine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.text import fold

MAX_LENGTH = 500
MAX_TERMS = 32
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Query:
    """Every item of `words` and `phrases` must stand in an article, no item of `without` may.

    `text` is the input as it was used: at most `MAX_LENGTH` characters, `cut` tells if there
    were more.
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        """True where there is something to look for; "without" alone finds nothing."""
        return bool(self.words or self.phrases)


def parse(typed: str) -> Query:
    """Any string -> a Query; never fails. Half quotes run to the end of the text."""
    text = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    cut = len(text) > MAX_LENGTH
    text = text[:MAX_LENGTH]
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    for minus, quoted, bare in _PIECE.findall(fold(text)):
        piece = (quoted or bare).strip()
        if not _WORD.search(piece) or len(words) + len(phrases) + len(without) >= MAX_TERMS:
            continue
        (without if minus else phrases if quoted else words).append(piece.lstrip("$") if bare else piece)
    return Query(text, tuple(words), tuple(phrases), tuple(without), cut)
