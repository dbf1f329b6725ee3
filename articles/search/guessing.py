"""Did you mean: a word that no public article has, put right by one that some have."""

from __future__ import annotations

import re

from articles.search import vocabulary
from articles.search.engine import SearchEngine
from articles.search.finding import newest_of
from articles.search.query import Query, Term

#: A guess that so many articles have is common enough; no more are counted.
ENOUGH = 50


def guess(engine: SearchEngine, query: Query) -> str:
    """What the reader may have meant to type; "" where every word is known or nothing is near.

    Each guess is looked up as a reader would: what only an unpublished article has is no guess.
    """
    meant = query.text
    for term in (*query.word_terms,):
        if term.is_phrase or term.prefix or _met(engine, term.words[0]):
            continue
        near = [(_met(engine, word), word) for word in vocabulary.near(term.words[0])]
        number, word = max(near, key=lambda pair: pair[0], default=(0, ""))
        if number:
            meant = re.sub(rf"(?<!\w){re.escape(term.shown)}(?!\w)", word, meant, count=1)
    return meant if meant != query.text else ""


def _met(engine: SearchEngine, word: str) -> int:
    """How many of the newest public articles have the word, up to `ENOUGH`."""
    return len(newest_of(engine, Query(word, ((Term(word, (word,)),),)), ENOUGH).entries)
