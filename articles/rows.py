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
    _insert(model, columns, [
        [otherwise[one.attname]] * len(rows) if one.attname in otherwise else [row[one.attname] for row in rows]
        for one in columns
    ])  # fmt: skip


def insert_new(objects: Sequence[Model]) -> None:
    """Objects of one model that have no key yet, each with what its fields say before a `save`."""
    if not objects:
        return
    columns = [one for one in objects[0]._meta.concrete_fields if not one.primary_key]
    _insert(type(objects[0]), columns, [[one.pre_save(each, True) for each in objects] for one in columns])


def _insert(model: type[Model], columns: Sequence[Any], values: Sequence[Sequence[Any]]) -> None:
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(one.column)) for one in columns)
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*map(_prepared, columns, values), strict=True)))


def _prepared(column: Any, values: Sequence[Any]) -> list[Any]:
    made: dict[int, Any] = {}  # by identity: an article's date stands on many of its rows
    prepared = []
    for one in values:
        if type(one) not in _PLAIN:
            if id(one) not in made:
                made[id(one)] = column.get_db_prep_save(one, connection)
            one = made[id(one)]
        prepared.append(one)
    return prepared
