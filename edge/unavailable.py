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
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]


def unavailable(key: Key) -> Copy:
    return Copy(key, "503 Service Unavailable", _headers(), _text())


@cache
def _headers() -> list[tuple[str, str]]:
    said = [
        *HEADERS,
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        *settings.CROSS_ORIGIN_HEADERS.items(),
    ]
    if settings.SECURE_HSTS_SECONDS:
        hsts = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        said.append(("Strict-Transport-Security", hsts))
    return said


@cache
def _text() -> bytes:
    return loader.render_to_string("503.html", {"site_name": settings.SITE_NAME}).encode()
