"""The database that `DATABASE_URL` names, as Django's settings want it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from newssite import env

EXPECTED = "an address such as sqlite:///var/db.sqlite3 or postgres://user:password@host:5432/name"
#: What may stand after the question mark; the rest is left to PostgreSQL's own settings.
OPTIONS = {"host", "port", "sslmode", "sslrootcert"}
#: Connections that one process keeps at most; each thread of a worker uses one.
MOST_CONNECTIONS = 20

SQLITE_OPTIONS = {
    # Immediate: a transaction that will write takes its place in the queue at once,
    # and waits up to `timeout` seconds, rather than failing half way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
    ),
}
# A page's statements take milliseconds: compiling one to machine code would take longer.
POSTGRESQL_OPTIONS = "-c jit=off"


def database(name: str, default: Path) -> dict[str, Any]:
    """An entry of DATABASES; SQLite's file is `default` where the variable is not set.

    Raises `EnvironmentValueError`, which never shows a password.
    """
    value = env.text(name)
    if not value or value.startswith("sqlite:"):
        path = env.ROOT / value.removeprefix("sqlite:///") if value else default
        if value and (not value.startswith("sqlite:///") or len(value) == len("sqlite:///")):
            raise _wrong(name, value)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    return _postgresql(name, value)


def _postgresql(name: str, value: str) -> dict[str, Any]:
    try:
        url = urlsplit(value)
        port = url.port
        asked = dict(parse_qsl(url.query, strict_parsing=bool(url.query)))
    except ValueError:
        raise _wrong(name, value) from None
    database = unquote(url.path.removeprefix("/"))
    if url.scheme not in {"postgres", "postgresql"} or not database or "/" in database or url.fragment:
        raise _wrong(name, value)
    if unknown := set(asked) - OPTIONS:
        raise env.EnvironmentValueError(
            f"{name} asks for {', '.join(sorted(unknown))}; only {', '.join(sorted(OPTIONS))} may stand after its ?."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": asked.pop("host", "") or url.hostname or "",
        "PORT": asked.pop("port", "") or str(port or ""),
        "OPTIONS": {
            **asked,
            "options": POSTGRESQL_OPTIONS,
            # Threads share connections; a broken one is noticed before it is used.
            "pool": {"min_size": 1, "max_size": MOST_CONNECTIONS, "timeout": 10},
        },
        "CONN_HEALTH_CHECKS": True,
    }


def _wrong(name: str, value: str) -> env.EnvironmentValueError:
    shown = re.sub(r"(?<=:)[^/@:]*(?=@)", "...", value)
    return env.EnvironmentValueError(f"{name} is {shown[:200]!r}, but must be {EXPECTED}.")
