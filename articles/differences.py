"""What differs between two texts, two lists of lines, or two bodies, in words that a person reads.

Pure functions. `texts` gives pieces (kept, removed, added); `lists` and `bodies` give lines (kept,
removed, added, changed), each with its pieces. The pieces that are not added make up the old text
exactly, those that are not removed the new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from html.parser import HTMLParser
from typing import NamedTuple


class Kind(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"  # of a line: some of its pieces are not kept


class Piece(NamedTuple):
    kind: Kind
    text: str


class Line(NamedTuple):
    """A line, a list's item or a body's paragraph; `old` and `new` are its two sides, for columns."""

    kind: Kind
    pieces: tuple[Piece, ...]

    @property
    def old(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != Kind.ADDED)

    @property
    def new(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind != Kind.REMOVED)


#: A word with what holds it together (3.62%, AT&T, won't), blanks, or a sign by itself.
_TOKENS = re.compile(r"[$€£]?[^\W_]+(?:[.,'\u2019&/:-][^\W_]+)*%?|\s+|.", re.DOTALL)
#: Kept between two changes, these would only break them into crumbs.
_CRUMB = re.compile(r"\s*(?:\w{0,3}|[^\w\s])\s*")
#: Pairs of equal words that are looked at; texts with more are compared by sentences, then as wholes.
MOST_PAIRS = 150_000
#: Lines against lines; more are not paired but shown as taken out and put in.
MOST_PAIRED = 40_000
#: Lines that share less than this are two lines, not one that was changed.
ALIKE = 0.4
_SENTENCES = re.compile(r"(?<=[.!?;])(?=\s)|(?<=\n)")


def texts(before: str, after: str) -> list[Piece]:
    """Two texts by words; neighbours of one kind are one piece. Nothing for two empty texts."""
    return _compared(before, after, (_TOKENS.findall, _SENTENCES.split))


def lists(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Two lists aligned: equal lines stand together, lines that are alike are one, by words inside."""
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_line(Kind.KEPT, text) for text in after[c:d]]
        else:
            found += _paired(before[a:b], after[c:d])
    return found


def bodies(before: str, after: str) -> list[Line]:
    """Two bodies of clean HTML, paragraph by paragraph; see `readable` for how they are written."""
    return lists(readable(before), readable(after))


def _compared(before: str, after: str, ways: Sequence[Callable[[str], list[str]]]) -> list[Piece]:
    """By the first way of cutting that is not too dear; what a coarser one finds is cut finer inside."""
    for number, cut in enumerate(ways):
        old, new = cut(before), cut(after)
        if _pairs(old, new) <= MOST_PAIRS:
            matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
            found: list[Piece] = []
            for tag, a, b, c, d in matcher.get_opcodes():
                gone, come = "".join(old[a:b]), "".join(new[c:d])
                if tag == "equal":
                    found.append(Piece(Kind.KEPT, come))
                elif number and gone and come:
                    found += _compared(gone, come, ways[:1])
                else:
                    found += [Piece(Kind.REMOVED, gone), Piece(Kind.ADDED, come)]
            return _joined(found)
    return _joined([Piece(Kind.REMOVED, before), Piece(Kind.ADDED, after)])


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """What a comparison costs, roughly: how many pairs of equal words there are."""
    ours, theirs = Counter(old), Counter(new)
    return sum(number * theirs[word] for word, number in ours.items() if not word.isspace())


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Crumbs that are kept between two changes go with them; of each run of changes, first what went."""
    found: list[Piece] = []
    gone = come = ""
    for at, (kind, text) in enumerate(pieces):
        changes_around = (gone or come) and any(piece.text for piece in pieces[at + 1 : at + 3])
        if kind != Kind.KEPT:
            gone += text if kind == Kind.REMOVED else ""
            come += text if kind == Kind.ADDED else ""
        elif changes_around and "\n" not in text and _CRUMB.fullmatch(text):
            gone, come = gone + text, come + text
        elif text:
            found += [Piece(Kind.REMOVED, gone), Piece(Kind.ADDED, come), Piece(Kind.KEPT, text)]
            gone = come = ""
    found += [Piece(Kind.REMOVED, gone), Piece(Kind.ADDED, come)]
    return [piece for piece in found if piece.text]


def _line(kind: Kind, text: str) -> Line:
    return Line(kind, (Piece(kind, text),))


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Two runs of lines none of which stayed: those most alike, in order, are the same line changed."""
    for old, new in _pairing(before, after):
        if old is None:
            yield _line(Kind.ADDED, after[new or 0])
        elif new is None:
            yield _line(Kind.REMOVED, before[old])
        else:
            yield Line(Kind.CHANGED, tuple(texts(before[old], after[new])))


def _pairing(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Places in both lists, or in one of them; together as alike as an order-keeping pairing can be."""
    rows, columns = len(before), len(after)
    if rows * columns > MOST_PAIRED:
        return [(at, None) for at in range(rows)] + [(None, at) for at in range(columns)]
    ours, theirs = [[Counter(_TOKENS.findall(text)) for text in side] for side in (before, after)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    alike = [[_alike(one, other) for other in theirs] for one in ours]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= ALIKE else -1.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < rows and j < columns:
        if alike[i][j] >= ALIKE and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return found + [(at, None) for at in range(i, rows)] + [(None, at) for at in range(j, columns)]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1: how many of their words two lines share. Two lines without words are alike."""
    ours, theirs = [{word: n for word, n in side.items() if not word.isspace()} for side in (one, other)]
    total = sum(ours.values()) + sum(theirs.values())
    shared = sum(min(number, theirs.get(word, 0)) for word, number in ours.items())
    return 2 * shared / total if total else 1.0


# Bodies -----------------------------------------------------------------------------------------

_MARKS = {"strong": "**", "em": "*"}
_HEADINGS = {"h2": "## ", "h3": "### "}
_BLOCKS = {"p", "h2", "h3", "li", "blockquote", "tr", "table", "ul", "ol"}


def readable(html: str) -> list[str]:
    """Clean HTML -> a line for each paragraph, heading, list item and table row.

    Written as in an e-mail: `## ` and `### ` before headings, `- ` or `1. ` before items, `> ` before
    what is quoted, ` | ` between cells, **bold**, *italics*, [words](address), `---` for a rule.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._text = ""
        self._start = ""
        self._lists: list[int | None] = []
        self._quoted = 0
        self._address: list[str] = []

    def end_line(self) -> None:
        if text := " ".join(self._text.split()):
            self.lines.append("> " * self._quoted + self._start + text)
            self._start = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _BLOCKS:
            self.end_line()
        if tag in _HEADINGS:
            self._start = _HEADINGS[tag]
        elif tag in {"ul", "ol"}:
            start = given.get("start") or "1"
            self._lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            self._start = "  " * (len(self._lists) - 1) + ("- " if number is None else f"{number}. ")
            if number is not None:
                self._lists[-1] = number + 1
        elif tag == "blockquote":
            self._quoted += 1
        elif tag in {"td", "th"} and self._text.strip():
            self._text += " | "
        elif tag == "br":
            self._text += " / "
        elif tag == "hr":
            self.end_line()
            self.lines.append("---")
        elif tag == "a":
            title = f' "{given["title"]}"' if given.get("title") else ""
            self._address.append(f"]({given.get('href') or ''}{title})")
            self._text += "["
        else:
            self._text += _MARKS.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
            self._start = ""
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "a" and self._address:
            self._text += self._address.pop()
        else:
            self._text += _MARKS.get(tag, "")

    def handle_data(self, data: str) -> None:
        self._text += data
