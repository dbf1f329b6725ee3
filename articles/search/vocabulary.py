"""The archive's own words: what `tar*` stands for, and what a misspelt word may have been."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from articles.models import SearchWord

#: Words of other lengths are neither completed nor put right.
SHORTEST, LONGEST = 3, 24
#: How many words a star stands for at most: the commonest of those that begin so.
MOST_COMPLETIONS = 48
MOST_GUESSES = 8
#: The commonest words with the same beginning or ending that are compared with a misspelt one.
COMPARED = 4_000
#: So many words are remembered at most, about 20 MB.
MOST_REMEMBERED = 150_000

_stored: ContextVar[set[str] | None] = ContextVar("stored", default=None)


def is_kept(word: str) -> bool:
    """Whether a word is of letters alone; numbers and codes have no near misses."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def kept(texts: Iterable[str], but: AbstractSet[str] = frozenset()) -> list[str]:
    """The words of these texts that are kept, but some, each once, in the order of their appearance."""
    found: dict[str, None] = {}
    for text in texts:
        words = text.split()
        if new := set(words).difference(but):
            found.update(dict.fromkeys(word for word in words if word in new))
    return [word for word in found if is_kept(word)]


@contextmanager
def remembering() -> Iterator[None]:
    """Within it, no word is offered to the database that was offered and committed before: for an import.

    Not for longer, since words may go, where a backup is put back or a table is emptied.
    """
    before = _stored.set(set())
    try:
        yield
    finally:
        _stored.reset(before)


def learn(texts: Iterable[str]) -> None:
    """Keep the words of these texts that are not known yet, in the order of their appearance."""
    stored = _stored.get()
    offered = kept(texts, but=stored or frozenset())
    if not offered:
        return
    each = "json_each(%s)" if connection.vendor == "sqlite" else "json_array_elements_text(%s::json) AS each(value)"
    with connection.cursor() as cursor:
        # Past the model, in one statement: a batch says thousands of words, and nearly all are known.
        cursor.execute(
            f"INSERT INTO {SearchWord._meta.db_table} (word, beginning, ending) "  # noqa: S608
            f"SELECT value, substr(value, 1, {SHORTEST}), substr(value, length(value) - {SHORTEST - 1}) "
            f"FROM {each} WHERE true ON CONFLICT DO NOTHING",
            [json.dumps(offered, ensure_ascii=False)],
        )
    if stored is not None and len(stored) < MOST_REMEMBERED:
        transaction.on_commit(lambda: stored.update(offered))


def completions(beginning: str, most: int = MOST_COMPLETIONS) -> list[str]:
    """Words that begin so, of `SHORTEST` letters or more, the commonest first; itself first where it is one."""
    words = SearchWord.objects.filter(beginning=beginning[:SHORTEST], word__startswith=beginning)
    found = list(words.order_by("id").values_list("word", flat=True)[:most])
    return sorted(found, key=lambda word: word != beginning)


def near(word: str, most: int = MOST_GUESSES) -> list[str]:
    """Other words that a slip of the finger or two may have made into this one, the likeliest first."""
    if not is_kept(word):
        return []
    far = 1 if len(word) < 6 else 2
    rows = SearchWord.objects.order_by("id").values_list("word", flat=True)
    alike = [*rows.filter(beginning=word[:SHORTEST])[:COMPARED], *rows.filter(ending=word[-SHORTEST:])[:COMPARED]]
    found = {
        other: slips
        for other in dict.fromkeys(alike)
        if abs(len(other) - len(word)) <= far
        and len({*other} ^ {*word}) <= 2 * far
        and 0 < (slips := distance(word, other)) <= far
    }
    return sorted(found, key=lambda other: (found[other], other[0] != word[0]))[:most]


def distance(one: str, other: str) -> int:
    """How many slips lie between two words: a letter wrong, missing, too many, or two swapped.

    The optimal string alignment distance (F. J. Damerau, "A technique for computer detection and
    correction of spelling errors", 1964).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, two_before[j - 2] + 1)
            row.append(least)
    return row[-1]
