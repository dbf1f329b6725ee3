"""How long a copy is good, in the words of HTTP, and the headers that caches read names from.

Nobody can take a copy back from a browser, nor from a cache that we do not know: those ask again after
`MOMENT` seconds, which costs a few bytes where nothing changed. A cache that we purge keeps a page for as
long as its view says.
"""

from __future__ import annotations

import time
from collections.abc import Collection

from edge import caches

#: How long a page may be kept by those who hear of changes, where its view says nothing else.
SECONDS = 300
#: How long by anybody; and how much longer while a new copy is fetched.
MOMENT, WHILE_FETCHING = 5, 10
#: How long the last good copy stands in for a page that cannot be made.
WHILE_ILL = 86_400
PRIVATE = "private, no-cache"
#: nginx is not to keep this at all.
NO_SECOND = ("X-Accel-Expires", "0")


def control(seconds: float, left: float | None = None) -> str:
    """A Cache-Control for a page that is good for `seconds` to those who hear of changes.

    `left` are the seconds until it will be another page, if that is known: no copy is good for longer.
    """
    shared: float = seconds if caches.configured() else MOMENT
    mine: float = MOMENT
    fetching = WHILE_FETCHING
    if left is not None:
        left = max(0, left)
        shared, mine = min(shared, left), min(mine, left)
        fetching = min(fetching, int(left - mine)) if shared <= mine else 0
    return (
        f"public, max-age={int(mine)}, s-maxage={int(max(mine, shared))}, "
        f"stale-while-revalidate={fetching}, stale-if-error={WHILE_ILL}"
    )


def this_second() -> tuple[str, str]:
    """For an nginx in front, which keeps a copy for a moment and cannot be told of a change: until this second ends.

    Said as a date, since nginx counts whole seconds: of what it may keep for one, it gives copies for two. nginx takes
    the header off.
    """
    return ("X-Accel-Expires", f"@{int(time.time())}")


def named(names: Collection[str]) -> dict[str, str]:
    """The headers that carry the names, to the caches that read them."""
    listed = sorted(names)
    return {kind.header: kind.between.join(listed) for kind in caches.that_read_names()}
