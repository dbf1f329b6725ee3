"""Rows by the hundred, written past model objects: for parts that nothing else hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

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
    """Objects of one model that have no key yet, each with what its fields say before a `save`.

    They are written at one moment: fields that tell when something was made or changed say the same.
    """
    if not objects:
        return
    now = timezone.now()
    columns = [one for one in objects[0]._meta.concrete_fields if not one.primary_key]
    values = []
    for one in columns:
        if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False):
            for each in objects:
                setattr(each, one.attname, now)
            values.append([now] * len(objects))
        else:
            values.append([one.pre_save(each, True) for each in objects])
    _insert(type(objects[0]), columns, values)


def _insert(model: type[Model], columns: Sequence[Any], values: Sequence[Sequence[Any]]) -> None:
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(str(one.column)) for one in columns)
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608
    made: dict[tuple[type, int], Any] = {}
    prepared = [_prepared(one, listed, made) for one, listed in zip(columns, values, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*prepared, strict=True)))


def _prepared(column: Any, values: Sequence[Any], made: dict[tuple[type, int], Any]) -> list[Any]:
    """`made` has what was made before for a kind of column, by identity: one date stands in many places."""
    kind = type(column)
    prepared = []
    for one in values:
        if type(one) not in _PLAIN:
            key = (kind, id(one))
            if key not in made:
                made[key] = column.get_db_prep_save(one, connection)
            one = made[key]
        prepared.append(one)
    return prepared
