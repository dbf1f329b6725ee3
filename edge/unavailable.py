"""The answer for a page of which there is no copy, while the database does not answer: 503 in the site's dress."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.template import loader

from edge import strict
from edge.copies import Copy, Key


def unavailable(key: Key) -> Copy:
    return Copy(key, "503 Service Unavailable", [*strict.headers(strict.HTML), ("Retry-After", "5")], _text())


@cache
def _text() -> bytes:
    return loader.render_to_string("503.html", {"site_name": settings.SITE_NAME}).encode()
