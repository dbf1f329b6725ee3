"""The answer for a page of which there is no copy, while the database does not answer: 503 in the site's dress."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.template import loader

from edge.copies import Copy, Key

#: Django's middleware, which adds the rest, is not entered. Nothing of this page runs.
HEADERS = [
    ("Cache-Control", "no-store"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Retry-After", "5"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


def unavailable(key: Key) -> Copy:
    return Copy(key, "503 Service Unavailable", HEADERS, _text())


@cache
def _text() -> bytes:
    return loader.render_to_string("503.html", {"site_name": settings.SITE_NAME}).encode()
