"""Porter's stems, exactly as SQLite's own tokeniser makes them.

M. F. Porter, "An algorithm for suffix stripping" (1980), with the two suffixes that his own program
added later (`bli`, `logi`). Libraries differ in such things ("technology", "possibly", "trekking"),
and a word that is found by one stem and marked by another is not marked: so the rules are here.
https://tartarus.org/martin/PorterStemmer/
"""

from __future__ import annotations

from functools import lru_cache

#: Shorter words are left alone, and longer ones; in bytes, as SQLite counts.
SHORTEST, LONGEST = 3, 64

_STEP_2 = {
    "ational": "ate", "ization": "ize", "iveness": "ive", "fulness": "ful", "ousness": "ous", "tional": "tion",
    "biliti": "ble", "entli": "ent", "ousli": "ous", "ation": "ate", "alism": "al", "aliti": "al", "iviti": "ive",
    "enci": "ence", "anci": "ance", "izer": "ize", "logi": "log", "alli": "al", "ator": "ate",
    "bli": "ble", "eli": "e",
}  # fmt: skip
_STEP_3 = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize",
    "al", "er", "ic", "ou",
)  # fmt: skip


@lru_cache(100_000)
def stem(word: str) -> str:
    """A word in lower case -> its stem."""
    if not SHORTEST <= len(word.encode()) <= LONGEST:
        return word
    word = _past(_plural(word))
    if word[-1] == "y" and _has_vowel(word[:-1]):
        word = f"{word[:-1]}i"
    word = _without_ending(_replaced(_replaced(word, _STEP_2), _STEP_3))
    if word[-1] == "e" and ((number := _measure(word[:-1])) > 1 or (number == 1 and not _is_short(word[:-1]))):
        word = word[:-1]
    if word.endswith("ll") and _measure(word[:-1]) > 1:
        word = word[:-1]
    return word


def _shape(word: str) -> str:
    """`v` for each vowel and `c` for each consonant; a y after a consonant is a vowel."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape[-1:] == "c")
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How often a consonant follows a vowel."""
    return _shape(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _is_short(word: str) -> bool:
    """Whether it ends in consonant, vowel, consonant, the last none of w, x and y."""
    return _shape(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")) and word not in ("sses", "ies"):
        return word[:-2]
    return word[:-1] if word[-1] == "s" and word[-2] != "s" else word


def _past(word: str) -> str:
    if word.endswith("eed") and word != "eed":
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        before = word.removesuffix(ending)
        if before != word:
            return _mended(before) if _has_vowel(before) else word
    return word


def _mended(word: str) -> str:
    """What "hopping", "sized" and "falling" were before their ending."""
    if word.endswith(("at", "bl", "iz")) and len(word) > 2:
        return f"{word}e"
    if word[-1:] == word[-2:-1] and word[-1].isascii() and word[-1] not in "aeioulsz":
        return word[:-1]
    return f"{word}e" if _measure(word) == 1 and _is_short(word) else word


# Of two endings the longer one comes first in each table.
def _replaced(word: str, endings: dict[str, str]) -> str:
    for ending, other in endings.items():
        if word.endswith(ending):
            before = word[: -len(ending)]
            return before + other if _measure(before) > 0 else word
    return word


def _without_ending(word: str) -> str:
    for ending in _STEP_4:
        if word.endswith(ending):
            before = word[: -len(ending)]
            if ending == "ion" and before[-1:] not in ("s", "t"):
                return word
            return before if _measure(before) > 1 else word
    return word
