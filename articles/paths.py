"""The paths of pages."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone

#: Those of this many pages are remembered, in a few million bytes.
MOST = 10_000


@lru_cache(MOST)
def path_to(view: str, *arguments: str | int) -> str:
    """As Django's `reverse`, which works out each anew: a page has some fifty, and most stand on every page."""
    return reverse(view, args=arguments)


@lru_cache(MOST)
def path_to_article(published_at: datetime, slug: str, zone: str) -> str:
    """By its day in the current zone, which has to be named because paths are kept."""
    day = timezone.localtime(published_at)
    return reverse("articles:article", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}", slug])
