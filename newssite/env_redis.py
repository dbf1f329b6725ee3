"""The cache: each worker's own memory, or the Redis that `REDIS_URL` names."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from newssite import env

EXPECTED = "an address such as redis://127.0.0.1:6379/0, rediss://user:password@host:6380/0 or unix:///run/redis.sock"
#: Seconds for which a Redis may be silent: what it has can be had without it.
PATIENCE = 0.5


def address(name: str) -> str:
    """The address; "" for none. Raises `EnvironmentValueError`, which never shows a password."""
    value = env.text(name)
    if not value:
        return ""
    try:
        url = urlsplit(value)
        if url.scheme == "unix":
            is_right = bool(url.path.strip("/"))
        else:  # a database is a number
            is_right = (
                bool(url.hostname) and url.port != 0 and url.path.strip("/").isdecimal() | (not url.path.strip("/"))
            )
    except ValueError:
        is_right = False
    if not is_right or url.scheme not in {"redis", "rediss", "unix"}:
        shown = re.sub(r"(?<=:)[^/@:]*(?=@)", "...", value)
        raise env.EnvironmentValueError(f"{name} is {shown[:200]!r}, but must be {EXPECTED}.")
    return value


def cache(url: str) -> dict[str, Any]:
    """An entry of CACHES."""
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}}
    timeouts = {} if url.startswith("unix:") else {"socket_connect_timeout": PATIENCE}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "opening-print",
        "OPTIONS": timeouts | {"socket_timeout": PATIENCE, "serializer": "newssite.env_redis.Plain"},
    }


class Plain:
    """What is stored is JSON. Django's own would run whatever somebody put there (it is a pickle)."""

    def dumps(self, value: Any) -> bytes | int:
        if type(value) is int:
            return value  # Redis counts it
        return json.dumps(value, separators=(",", ":")).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)
