"""Rows by the hundred, written past model objects: for parts that nothing else hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model

#: What every database driver takes as it is.
_PLAIN = {int, str, type(None)}


def insert_rows(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows by column (`article_id`, not `article`), all with the same ones; others get their default.

    The fields make of each value what the database stores, as in `bulk_create`; no `save`, no
    signal, no key in return.
    """
    if not rows:
        return
    columns = [one for one in model._meta.concrete_fields if one.attname in rows[0] or not one.primary_key]
    otherwise = {one.attname: one.get_default() for one in columns if one.attname not in rows[0]}
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(one.column)) for one in columns)
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*(_prepared(one, rows, otherwise) for one in columns), strict=True)))


def _prepared(column: Any, rows: Sequence[Mapping[str, Any]], otherwise: Mapping[str, Any]) -> list[Any]:
    name = column.attname
    values = [otherwise[name]] * len(rows) if name in otherwise else [row[name] for row in rows]
    return [one if type(one) in _PLAIN else column.get_db_prep_save(one, connection) for one in values]
