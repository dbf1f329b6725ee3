"""How much one network may ask in a minute of what costs the site something; `newssite.throttled` counts.

Many times what people do, an office of them behind one address included, and far below what a script would like
to. deploy/nginx holds the same numbers, as so many a second. Pages that the store gives are not counted: they
cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Limit(NamedTuple):
    """So many a minute of what the `words` say."""

    name: str
    a_minute: int
    words: str


#: Each costs the database; a feed of a search is one too.
SEARCH = Limit("search", 300, "searches")
#: One for each pause of somebody who types.
SUGGESTIONS = Limit("suggestions", 600, "suggestions")
#: An open page asks once a minute, all readers of an article for the same.
PRICES = Limit("prices", 600, "prices")
#: Each is all days of a ticker.
FILES = Limit("files", 60, "files")


def limited(limit: Limit) -> Callable[[Any], Any]:
    """For a view: a network that asked for more than that in this minute is told to wait."""

    def mark(view: Any) -> Any:
        view.limit = limit
        return view

    return mark
