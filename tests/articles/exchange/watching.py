"""Looking on while an import runs in a process of its own."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path

import psycopg


def until_one_is_there(environment):
    """Waits until the first articles are written."""
    for _ in range(3_000):
        with connected(environment) as connection:
            if connection.execute("SELECT count(*) FROM articles_article").fetchone()[0]:
                return
        time.sleep(0.01)


def connected(environment):
    if url := environment.get("DATABASE_URL"):
        return psycopg.connect(url)
    return contextlib.closing(sqlite3.connect(Path(environment["VAR_DIR"]) / "db.sqlite3"))
