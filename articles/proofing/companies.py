"""Companies that a text calls by their names, among those whose tickers are known.

A name counts where nothing else can be meant: two words of it or more as they are registered ("Jumia
Technologies"), or one that the text itself marks as a company ("Intel Corp."). Names that several
companies share count for none.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache

from articles.choices import TickerKind
from articles.models import Ticker
from articles.text import STRAIGHT, fold

#: The names are read anew after so many seconds.
REMEMBERED = 600
LONGEST = 6
_FORMS = [
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "ltd",
    "limited",
    "plc",
    "llc",
    "lp",
    "nv",
    "sa",
    "ag",
    "se",
    "holdings",
    "holding",
    "group",
    "trust",
]
_FORM = re.compile(rf"(?:[ ,]+(?:{'|'.join(_FORMS)}|n\.v|s\.a|l\.p)\b\.?)+\Z")
#: From here on a directory's name says what kind of paper it is, not who issues it.
_PAPER = re.compile(
    r"\s+-\s+.*|\s*\(.*|,?\s+(?:class [a-z]\b|common (?:stock|shares?)|ordinary shares?|american depositary|"
    r"depositary shares?|units?\b|subordinate voting).*",
    re.IGNORECASE | re.DOTALL,
)
_NOT_SHARES = re.compile(r"\b(?:warrants?|rights?|units?|preferred|notes?|debentures?|bonds?)\b", re.IGNORECASE)
_RUN = re.compile(r"[A-Z][\w&'.-]*(?:(?:,? | & | and | of )[A-Z][\w&'.-]*)*")
_TOO_COMMON = {"the", "first", "new", "american", "national", "united", "general", "global", "international", "invesco"}


def core(name: str) -> str:
    """ "Intel Corporation - Common Stock" -> "intel"; folded, without the legal form."""
    bare = fold(_PAPER.sub("", name)).removeprefix("the ")
    return _FORM.sub("", bare).strip(" .,")


def is_named_in(folded: str, name: str) -> bool:
    """Whether a folded text calls a company by its name, or by the first word of it."""
    whole = core(name)
    if not whole:
        return False
    first = whole.split()[0].split(".")[0]
    is_telling = len(first) >= 4 and first not in _TOO_COMMON
    return any(re.search(rf"\b{re.escape(one)}\b", folded) for one in {whole, first if is_telling else whole})


def named_in(text: str) -> list[int]:
    """The keys of tickers whose companies the text calls by name, in the order of the text."""
    known = _names(int(time.time() / REMEMBERED))
    found = []
    for run in _RUN.findall(text.translate(STRAIGHT)):
        words = [word.removesuffix("'s") for word in re.sub(r"[^\w&'. -]+", " ", run).split()]
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST), at + 1, -1):
                if words[at] != "The" and (pk := known.get(core(" ".join(words[at:end])))):
                    found.append(pk)
                    at = end - 1
                    break
            at += 1
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _names(period: int) -> dict[str, int]:
    """The core of each name -> its ticker. Read once in a while: twelve thousand take a twentieth of a second."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    companies = Ticker.objects.active().filter(kind=TickerKind.EQUITY).exclude(name="").order_by("symbol")
    for pk, name in companies.values_list("pk", "name"):
        if _NOT_SHARES.search(name):
            continue
        bare = core(name)
        if bare in found:
            shared.add(bare)
        found[bare] = pk
    return {bare: pk for bare, pk in found.items() if bare not in shared}


def forget() -> None:
    _names.cache_clear()
