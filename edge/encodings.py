"""Which of our encodings a client wants, and how each is made."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable
from functools import lru_cache

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PLAIN = "identity"
#: In the order in which they are chosen where a client has no wish of its own: the smallest first. They are
#: made once for each page, so each works about a millisecond for it.
MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=6),
    "zstd": lambda body: zstd.compress(body, level=10),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
#: As a page is packed that no browser has asked for yet.
OURS = "ours"
UNMAKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": zstd.decompress,
    "gzip": gzip.decompress,
    OURS: zstd.decompress,
    PLAIN: bytes,
}
ORDER = (*MAKERS, PLAIN)
#: What is shorter does not get smaller by it.
WORTH_IT = 200
KINDS = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")
#: A longer header is no browser's, and is not remembered.
LONGEST = 200


def chosen(accepted: str) -> str:
    """The encoding to answer with; `accepted` is the request's Accept-Encoding, "" where it has none."""
    return _remembered(accepted) if len(accepted) <= LONGEST else PLAIN


@lru_cache(maxsize=256)
def _remembered(accepted: str) -> str:
    wishes: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        weight = _weight(rest.strip())
        if weight is not None:
            wishes[name.strip().removeprefix("x-")] = weight
    rest_of_them = wishes.get("*", 0.0)
    weights = [(wishes.get(name, rest_of_them), name) for name in MAKERS]
    weights.append((wishes.get(PLAIN, 0.0001), PLAIN))  # always good enough, unless something better is
    best = max(weight for weight, _ in weights)
    return next((name for weight, name in weights if weight == best and weight > 0), PLAIN)


def _weight(written: str) -> float | None:
    """1 where none is written, None for what is no weight."""
    if not written:
        return 1.0
    name, _, value = written.partition("=")
    try:
        weight = float(value)
    except ValueError:
        return None
    return weight if name.strip() == "q" and 0 <= weight <= 1 else None


def packed(text: bytes) -> bytes:
    """For ourselves: fast, there and back."""
    return zstd.compress(text, level=3)


def unpacked(body: bytes, encoding: str) -> bytes:
    """What was made by one of the `MAKERS` or is `OURS`, as it was before."""
    return UNMAKERS[encoding](body)


def is_worth_it(kind: str, body: bytes) -> bool:
    return len(body) >= WORTH_IT and kind.startswith(KINDS)
