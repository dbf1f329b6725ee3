"""Asking for less: where no article has all the words, some may have most of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, combinations

from articles.search.query import Query

#: Of more words than these it is not told which are the telling ones.
MOST_WORDS = 7
_SAY_LITTLE = {
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "had", "has", "have", "he", "her", "his",
    "if", "in", "into", "is", "it", "its", "more", "not", "of", "on", "or", "our", "out", "over", "s", "said", "say",
    "says", "she", "than", "that", "the", "their", "them", "they", "this", "to", "up", "was", "were", "what", "when",
    "which", "who", "will", "with", "would",
}  # fmt: skip


def loosened(query: Query) -> Iterator[Query]:
    """The query asking for fewer and fewer of its words, down to about a third of them.

    First without the words that say little, then for all but one of the others, all but two ...:
    "at least two of a, b and c" is "a or b, and a or c, and b or c", as of any two one is there.
    Filters, and what was typed to be left out, hold as they are.
    """
    words = [group for group in query.groups if any(term.words for term in group)]
    telling = [group for group in words if not all(_SAY_LITTLE.issuperset(term.words) for term in group)]
    if not 1 <= len(telling) <= MOST_WORDS or len(words) == 1:
        return
    others = tuple(group for group in query.groups if group not in words)
    fewest = -(-len(telling) // 3)
    first = len(telling) if len(telling) < len(words) else len(telling) - 1
    for number in range(first, fewest - 1, -1):
        either = [tuple(chain.from_iterable(some)) for some in combinations(telling, len(telling) - number + 1)]
        yield replace(query, groups=(*others, *either))
