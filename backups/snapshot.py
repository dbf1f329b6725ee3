"""One moment of the database, for as long as it takes to read it, while others write."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is as of its beginning, and keeps no writer waiting.

    SQLite: a transaction that only reads sees the log as it was when it began to. PostgreSQL: REPEATABLE READ.
    """
    database: Any = connection
    if database.vendor == "sqlite":
        database.ensure_connection()
        # Ours are immediate, which is to say that they write.
        before, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(durable=True):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            applied()  # the moment is that of the first read
            yield
    finally:
        if database.vendor == "sqlite":
            database.transaction_mode = before


def applied() -> list[str]:
    """The migrations of this database, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
