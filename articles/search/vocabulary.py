"""The archive's own words: what `tar*` stands for, and what a misspelt word may have been."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import SearchWord, SearchWordKey

#: Words of other lengths are neither completed nor put right.
SHORTEST, LONGEST = 3, 24
#: How many words a star stands for at most: the commonest of those that begin so.
MOST_COMPLETIONS = 60
MOST_GUESSES = 8
BATCH = 500


def is_kept(word: str) -> bool:
    """Whether a word is of letters alone; numbers and codes have no near misses."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def learn(texts: Iterable[str]) -> None:
    """Keep the words of these texts that are not known yet, in the order of their appearance."""
    found = [word for word in dict.fromkeys(word for text in texts for word in text.split()) if is_kept(word)]
    for start in range(0, len(found), BATCH):
        some = found[start : start + BATCH]
        known = set(SearchWord.objects.filter(word__in=some).values_list("word", flat=True))
        new = [word for word in some if word not in known]
        if new:
            SearchWord.objects.bulk_create([SearchWord(word=word) for word in new], ignore_conflicts=True)
            made = SearchWord.objects.filter(word__in=new)
            keys = [SearchWordKey(word=word, key=key) for word in made for key in keys_of(word.word)]
            SearchWordKey.objects.bulk_create(keys, ignore_conflicts=True)


def completions(beginning: str, most: int = MOST_COMPLETIONS) -> list[str]:
    """Words that begin so, the commonest first; itself first where it is one."""
    keys = SearchWordKey.objects.filter(key=_prefix_key(beginning), word__word__startswith=beginning)
    found = list(keys.order_by("word_id").values_list("word__word", flat=True)[:most])
    return sorted(found, key=lambda word: word != beginning)


def near(word: str, most: int = MOST_GUESSES) -> list[str]:
    """Other words that a slip of the finger may have made into this one, the likeliest first.

    A letter wrong, missing, doubled or swapped with its neighbour: two words that become one when
    each loses a letter at most (W. Garbe's symmetric deletion, 2012).
    """
    if not is_kept(word):
        return []
    wanted = {word, *_shortened(word)}
    rows = SearchWordKey.objects.filter(key__in=wanted).exclude(word__word=word)
    found = dict(rows.values_list("word__word", "word_id"))
    return sorted(found, key=lambda other: (_differences(word, other), found[other]))[:most]


def keys_of(word: str) -> list[str]:
    return [_prefix_key(word), *dict.fromkeys([word, *_shortened(word)])]


def _prefix_key(word: str) -> str:
    return f"{word[:SHORTEST]}*"


def _shortened(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _differences(one: str, other: str) -> tuple[int, int]:
    """Fewest letters apart first; of those, the ones that begin alike."""
    letters = abs(len(one) - len(other)) if sorted(one) != sorted(other) else 0
    return letters + sum(a != b for a, b in zip(sorted(one), sorted(other), strict=False)) // 2, one[0] != other[0]
