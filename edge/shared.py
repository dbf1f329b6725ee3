"""Pages that another worker has made, on this machine or another: a second level of the page store, in a shared cache.

An entry says which changes its maker knew of when it began. Who takes it must know of none of its names that the maker
did not, so that an entry needs no purging: after a change nobody takes it any more (docs/decisions/0032-redis.md).
"""

from __future__ import annotations

import base64
import hashlib
import logging
import time
from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from edge import encodings
from edge.away import MayBeAway
from edge.copies import Copy, Key
from edge.notices import LONGEST_TRANSACTION, Known

log = logging.getLogger("edge")

#: Seconds that an entry is taken at most: nobody may have forgotten a change that its maker did not know of.
LONGEST = LONGEST_TRANSACTION * 0.8
#: Of an import's many changes no list is made.
MOST_KNOWN = 3000
#: Where what pages are made from is; and settings that all of them show.
SOURCES = ("edge", "staff", "articles", "markets", "newssite", "templates", "static")
SHOWN = ("SITE_URL", "SITE_NAME", "TIME_ZONE", "NUMBER_LOCALE", "QUOTE_COLOURS", "QUOTE_STALE_HOURS", "PURGED_CACHES",
         "SEARCH_HALF_LIFE_DAYS", "PAGE_LENGTH", "MEDIA_URL", "STATIC_URL")  # fmt: skip


class Shared:
    def __init__(self, cache: Any, release: str) -> None:
        self._cache, self._release = cache, release
        self._door = MayBeAway("shared cache", "each worker makes its pages itself")

    def get(
        self,
        key: Key,
        is_known_by: Callable[[Known, Collection[str]], bool],
        ends: Callable[[Collection[str]], float],
    ) -> Copy | None:
        """A page that is as good as one made now; None where there is none."""
        said: Any = self._door.ask(lambda: self._cache.get(self._name(key)), None)
        if said is None:
            return None
        try:
            left = said["until"] - time.time()
            if left <= 0 or not is_known_by((said["floor"], said["known"]), said["names"]):
                return None
            headers = [(name, value) for name, value in said["headers"]]
            copy = Copy(
                key, said["status"], headers, encodings.unpacked(base64.b64decode(said["text"]), encodings.OURS)
            )
            now, names = time.monotonic(), frozenset(said["names"])
            copy.keep(names, said["seconds"], now, min(ends(names), now + said["ends"] - time.time()))
            copy.made = now - max(0.0, time.time() - said["made"])
            copy.until = min(copy.until, now + left)
        except Exception as error:  # whatever stands there
            log.warning("What the shared cache has of %s is no page of ours (%r): it is made anew.", key[1], error)
            return None
        return copy

    def put(self, copy: Copy, known: Known) -> None:
        """Shares a page whose maker knew so much when it began."""
        clock, now = time.time(), time.monotonic()
        seconds = min(copy.until - now, LONGEST)
        if seconds < 1 or len(known[1]) > MOST_KNOWN:
            return
        control, tag = copy.control, [("ETag", f'"{copy.tag}"')] if copy.tag else []
        entry = {
            "status": copy.status, "headers": [("Cache-Control", control), *tag, *copy.headers], "made": clock,
            "until": clock + seconds, "ends": clock + min(copy.ends - now, 1e9), "seconds": copy.seconds,
            "names": sorted(copy.names), "floor": known[0], "known": known[1],
            "text": base64.b64encode(encodings.packed(copy.text())).decode(),
        }  # fmt: skip
        self._door.ask(lambda: self._cache.set(self._name(copy.key), entry, int(seconds) + 1), None)

    def _name(self, key: Key) -> str:
        said = "\n".join((self._release, *key))
        return "page:" + salted_hmac("edge.shared", said, algorithm="sha256").hexdigest()


def release() -> str:
    """A name for what pages are made from: workers of two releases, or of two sites, take nothing from one another."""
    made = hashlib.blake2b(digest_size=16)
    for folder in SOURCES:
        for path in sorted((settings.ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".css", ".js", ".svg"}:
                made.update(path.relative_to(settings.ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    made.update(repr([getattr(settings, name) for name in SHOWN]).encode())
    return made.hexdigest()
