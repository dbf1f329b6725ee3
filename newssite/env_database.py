"""The database that `DATABASE_URL` names, as Django's settings want it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from newssite import env

EXPECTED = "an address such as sqlite:///var/db.sqlite3 or postgres://user:password@host:5432/name"
EXPECTED_OF_REPLICAS = "PostgreSQL addresses such as postgres://user:password@host:5432/name, with commas between them"
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
#: A replica that is not there is given up soon: the primary has what it has. Seconds, but for the third, which are
#: milliseconds.
REPLICA_OPTIONS = {"connect_timeout": 2, "keepalives_idle": 2, "tcp_user_timeout": 4000, "keepalives_interval": 1}
REPLICA_POOL_WAITS = 1.0

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
            raise _wrong(name, value, EXPECTED)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    return _postgresql(name, value, EXPECTED)


def replicas(name: str, primary: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """More entries of DATABASES, `replica1` and so on: PostgreSQL's replicas of the primary, with commas between them.

    Raises `EnvironmentValueError`.
    """
    asked = env.words(name)
    if asked and primary["ENGINE"] != "django.db.backends.postgresql":
        raise env.EnvironmentValueError(
            f"{name} names replicas, but DATABASE_URL names no PostgreSQL that they could be replicas of: set both, or "
            "neither."
        )
    found = {}
    for number, address in enumerate(asked, start=1):
        entry = _postgresql(name, address, EXPECTED_OF_REPLICAS)
        entry["OPTIONS"] |= REPLICA_OPTIONS
        entry["OPTIONS"]["pool"] = entry["OPTIONS"]["pool"] | {"timeout": REPLICA_POOL_WAITS}
        # Tests have one database: what would be read from a replica is read from that.
        found[f"replica{number}"] = entry | {"TEST": {"MIRROR": "default"}}
    return found


def _postgresql(name: str, value: str, expected: str) -> dict[str, Any]:
    try:
        url = urlsplit(value)
        port = url.port
        asked = dict(parse_qsl(url.query, strict_parsing=bool(url.query)))
    except ValueError:
        raise _wrong(name, value, expected) from None
    database = unquote(url.path.removeprefix("/"))
    if url.scheme not in {"postgres", "postgresql"} or not database or "/" in database or url.fragment:
        raise _wrong(name, value, expected)
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


def _wrong(name: str, value: str, expected: str) -> env.EnvironmentValueError:
    shown = re.sub(r"(?<=:)[^/@:]*(?=@)", "...", value)
    return env.EnvironmentValueError(f"{name} is {shown[:200]!r}, but must be {expected}.")
