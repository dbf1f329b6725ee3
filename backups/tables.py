"""Which tables are kept, and how a row becomes a line that either database can read back."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

#: Rows that are fetched together.
FETCHED = 500


class Table:
    """A model's table: its name in the file, its columns, its rows."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model, self.name = model, model._meta.label_lower
        self.fields = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
        self.columns = [str(field.column) for field in self.fields]
        self.is_numbered = isinstance(model._meta.pk, models.AutoField)  # BigAutoField and SmallAutoField too

    def rows(self) -> Iterator[list[Any]]:
        """As JSON can hold them, by primary key."""
        names = [field.attname for field in self.fields]
        found = self.model._base_manager.order_by("pk").values_list(*names)
        for row in found.iterator(chunk_size=FETCHED):
            yield [_portable(value, field) for value, field in zip(row, self.fields, strict=True)]

    def count(self) -> int:
        return self.model._base_manager.count()

    def insert(self, rows: list[list[Any]]) -> None:
        """Exactly these rows: nothing is cleaned, stamped or numbered anew."""
        quote = connection.ops.quote_name
        columns, holes = ", ".join(map(quote, self.columns)), ", ".join(["%s"] * len(self.columns))
        sql = f"INSERT INTO {quote(self.model._meta.db_table)} ({columns}) VALUES ({holes})"  # noqa: S608 (our names)
        with connection.cursor() as cursor:
            cursor.executemany(sql, [self._stored(row) for row in rows])

    def _stored(self, row: list[Any]) -> list[Any]:
        return [
            None if value is None else field.get_db_prep_value(field.to_python(value), connection, prepared=False)
            for value, field in zip(row, self.fields, strict=True)
        ]

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(self.model._meta.db_table)}")  # noqa: S608

    def last_number(self) -> int:
        """The highest that was ever given, so that none is given twice; 0 where there was none."""
        name, column = self.model._meta.db_table, self.model._meta.pk.column
        highest = self.model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [name])
                return max(highest, (cursor.fetchone() or [0])[0])
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(name), column])
            cursor.execute(f"SELECT last_value, is_called FROM {cursor.fetchone()[0]}")  # noqa: S608
            last, is_called = cursor.fetchone()
            return max(highest, last if is_called else 0)

    def go_on_after(self, number: int) -> None:
        """The next row that is added gets a higher one."""
        if not number:
            return
        name, column = self.model._meta.db_table, self.model._meta.pk.column
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, number])
            else:
                quoted = connection.ops.quote_name(name)
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [quoted, column, number])


def tables(left_out: Collection[str]) -> list[Table]:
    """All that this site has, in an order that stays, but for those named (as `articles.presence`)."""
    models_ = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)
               if model._meta.managed and not model._meta.proxy and not model._meta.swapped}  # fmt: skip
    found = [Table(model) for model in models_.values()]
    return sorted((table for table in found if table.name not in left_out), key=lambda table: table.name)


def renumber(kept: list[Table]) -> None:
    """What a database needs that was given rows with their numbers."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [table.model for table in kept]):
            cursor.execute(sql)


def line(row: list[Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _portable(value: Any, field: models.Field[Any, Any]) -> Any:
    if value is None or isinstance(field, models.JSONField) or isinstance(value, bool | int | float | str):
        # A subclass of str, such as a safe one, is written as what it is.
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID | timedelta):
        return str(value)
    raise TypeError(f"{field} holds a {type(value).__name__}, which a backup does not know how to write.")
