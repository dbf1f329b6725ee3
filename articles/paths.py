"""The paths of pages."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

#: Those of this many pages are remembered, in a few million bytes.
MOST = 10_000


@lru_cache(MOST)
def path_to(view: str, *arguments: str | int) -> str:
    """As Django's `reverse`, which works out each anew: a page has some fifty, and most stand on every page."""
    return reverse(view, args=arguments)
