"""What the reader typed, understood once and for every engine.

`parse` reads the signs (quotes, minus, `OR`, star, fields) and never fails; what a field names is
looked up by `articles.search.fields`. Groups must all be met, each by any one of its terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from articles.search import vocabulary
from articles.search.words import INVISIBLE, words

MAX_LENGTH = 500
MAX_TERMS = 32
#: The beginning of a word that a star may stand after: shorter ones begin half of all words.
MIN_PREFIX = 3
_PIECE = re.compile(
    r"""(?P<minus>-?)(?:
        (?P<field>[^\W\d_]\w{0,20}):(?:"(?P<quoted_value>[^"]*)"?|(?P<value>[^\s"]\S*))
      | "(?P<quoted>[^"]*)"?
      | (?P<bare>\S+))""",
    re.VERBOSE,
)
_STRAIGHT_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))


@dataclass(frozen=True)
class Term:
    """One thing to look for: words that stand side by side, or any one of some tags.

    `tags` are what an article is filed under (see `articles.search.tags`); `shown` is the term in
    the reader's words. With `prefix` the last word is only the beginning of one, and `endings` are
    the whole words that it stands for.
    """

    shown: str
    words: tuple[str, ...] = ()
    prefix: bool = False
    endings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    field: str = ""

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1

    @property
    def spellings(self) -> list[tuple[str, ...]]:
        """The words, or where they are a beginning, each way in which they may go on."""
        return [(*self.words[:-1], ending) for ending in self.endings] or [self.words]


@dataclass(frozen=True)
class Query:
    """`text` is the input as it was used; `cut` tells that there was more. `since` is the first day,
    `until` the first day after the last, both in the newsroom's time zone. `notes` say, a sentence
    each, what was read otherwise than it was typed.
    """

    text: str
    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    since: date | None = None
    until: date | None = None
    notes: tuple[str, ...] = ()
    cut: bool = False

    def __bool__(self) -> bool:
        """True where there is something to look for."""
        return bool(self.groups or self.without or self.since or self.until)

    @property
    def terms(self) -> list[Term]:
        """What is wanted, in order, all groups together."""
        return [term for group in self.groups for term in group]

    @property
    def word_terms(self) -> list[Term]:
        return [term for term in self.terms if term.words]

    def also(self, *terms: Term) -> Query:
        """The same query, with more that must be met."""
        return replace(self, groups=(*self.groups, *((term,) for term in terms)))


#: (field, value) -> a Term, or for `after` and `before` a day; else a sentence that says why it is
#: neither, "" where there is nothing to say.
Resolver = Callable[[str, str], Term | date | str]


def parse(typed: str, resolve: Resolver) -> Query:
    """Any string -> a Query; never fails. Half quotes run to the end of the text."""
    most = MAX_LENGTH * 20
    text = " ".join(printable(typed[:most]).split())
    query = Query(text[:MAX_LENGTH], cut=len(text) > MAX_LENGTH or len(typed) > most)
    groups: list[list[Term]] = []
    without: list[Term] = []
    notes: list[str] = []
    joins = False
    for piece in _PIECE.finditer(query.text.translate(_STRAIGHT_QUOTES)):
        if piece["bare"] == "OR" and groups:
            joins = True
            continue
        if piece["bare"] == "AND":
            continue
        if sum(map(len, groups)) + len(without) >= MAX_TERMS:
            notes.append(f"Only the first {MAX_TERMS} words were searched.")
            break
        found = _term(piece, resolve, notes)
        if isinstance(found, date):
            query = _dated(query, piece["field"].lower(), found)
            if piece["minus"]:
                notes.append(f"The minus before {piece['field']}: was passed over: a date cannot be left out.")
        elif found is None:
            continue
        elif piece["minus"]:
            without.append(found)
        elif joins:
            groups[-1].append(found)
        else:
            groups.append([found])
        joins = False
    return replace(query, groups=tuple(map(tuple, groups)), without=tuple(without), notes=tuple(dict.fromkeys(notes)))


def printable(typed: str) -> str:
    """With a blank for each control character; what may stand unseen in a word stays."""
    return "".join(c if c.isprintable() or c in INVISIBLE else " " for c in typed)


def _term(piece: re.Match[str], resolve: Resolver, notes: list[str]) -> Term | date | None:
    value = piece["quoted_value"] if piece["quoted_value"] is not None else piece["value"]
    if value is not None:
        found = resolve(piece["field"], value)
        if not isinstance(found, str):
            return found
        if found:
            notes.append(found)
        return _words(f"{piece['field']} {value}")
    if piece["quoted"] is not None:
        return _words(piece["quoted"])
    bare = piece["bare"]
    if bare.startswith("$") and bare[1:].lstrip("^")[:1].isalpha():  # "$5" is an amount
        found = resolve("$", bare[1:])
        if not isinstance(found, str):
            return found
        notes.append(found)
    if bare.endswith("*"):
        return _beginning(bare.rstrip("*"), notes)
    return _words(bare)


def _words(text: str) -> Term | None:
    found = tuple(words(text))
    return Term(text.strip(), found) if found else None


def _beginning(text: str, notes: list[str]) -> Term | None:
    term = _words(text)
    if term is None:
        return None
    if len(term.words[-1]) < MIN_PREFIX or not term.words[-1].isalpha():
        notes.append(f"“{text}*” was searched as the word “{text}”: a star needs {MIN_PREFIX} letters before it.")
        return term
    endings = tuple(vocabulary.completions(term.words[-1])) or term.words[-1:]
    return replace(term, shown=f"{term.shown}*", prefix=True, endings=endings)


def _dated(query: Query, field: str, day: date) -> Query:
    """The narrowest of what was typed holds."""
    if field == "after":
        return replace(query, since=max(query.since or day, day))
    return replace(query, until=min(query.until or day, day))
