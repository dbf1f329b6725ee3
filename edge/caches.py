"""Caches in front of the site, and how each is told the names of what a page shows."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings


class Kind(NamedTuple):
    """`header` carries a page's names to it, with `between` between them; both as its maker documents."""

    name: str
    header: str
    between: str


KINDS = (
    Kind("varnish", "xkey", " "),
    Kind("fastly", "Surrogate-Key", " "),
    Kind("cloudflare", "Cache-Tag", ","),
)


def configured() -> list[Kind]:
    """The kinds of cache that stand in front and are purged: `PURGED_CACHES`."""
    return [kind for kind in KINDS if kind.name in settings.PURGED_CACHES]
