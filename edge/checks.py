"""What is wrong with the settings of caches in front, in sentences that say what to do."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

from edge.caches import KINDS, NONE, configured

#: An identifier that stands in an address, and a token that stands in a header.
_IDENTIFIER, _TOKEN = re.compile(r"[A-Za-z0-9_-]{1,100}\Z"), re.compile(r"[!-~]{1,500}\Z")


def caches(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    known = [kind.name for kind in KINDS]
    found: list[CheckMessage] = [
        Error(
            f"PURGED_CACHES names {name!r}, which is no cache that can be purged.",
            hint=f"Write some of {', '.join(known)} with commas between them, or {NONE}.",
            id="edge.E001",
        )
        for name in settings.PURGED_CACHES
        if name not in {*known, NONE}
    ]
    if NONE in settings.PURGED_CACHES and len(settings.PURGED_CACHES) > 1:
        found.append(
            Error(
                f"PURGED_CACHES says {NONE}, and names a cache too.",
                hint=f"Take one of the two away: {NONE} means that no cache stands in front.",
                id="edge.E002",
            )
        )
    for kind in configured():
        for setting in kind.needs:
            if not getattr(settings, setting):
                found.append(
                    Error(
                        f"PURGED_CACHES names {kind.name}, which needs {setting}, and that is not set.",
                        hint=f"Set {setting}, or take {kind.name} out of PURGED_CACHES.",
                        id="edge.E003",
                    )
                )
    return found + _unusable()


def _unusable() -> list[CheckMessage]:
    hint = "Write addresses such as http://127.0.0.1:6081, without a path, with commas between them."
    found: list[CheckMessage] = [
        Error(f"VARNISH_URLS holds {url!r}, which is no address of a Varnish.", hint=hint, id="edge.E004")
        for url in settings.VARNISH_URLS
        if not _is_root(url)
    ]
    for setting, form in (
        ("FASTLY_SERVICE", _IDENTIFIER),
        ("CLOUDFLARE_ZONE", _IDENTIFIER),
        ("FASTLY_TOKEN", _TOKEN),
        ("CLOUDFLARE_TOKEN", _TOKEN),
    ):
        value = getattr(settings, setting)
        if value and not form.match(value):
            found.append(
                Error(
                    f"{setting} holds signs that it cannot hold.",  # never the value: it may be a secret
                    hint="Copy it again from the cache's own pages, without blanks or line breaks.",
                    id="edge.E005",
                )
            )
    return found


def _is_root(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and parts.path in {"", "/"}
        )
    except ValueError:
        return False
