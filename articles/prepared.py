"""Querysets whose SQL is made once.

To make SQL of a queryset takes Django several times as long as to ask it, and what a public page asks has the same
shape each time: only values differ. They are left open with holes:

    STORY = Prepared(lambda: Article.objects.published(NOW).for_page().filter(slug=Hole("slug")))
    STORY.ask(slug="copper-climbs")

gives a list of what the queryset would give, with what it joins and prefetches.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Model, Prefetch, QuerySet
from django.db.models.query import get_related_populators
from django.utils import timezone

M = TypeVar("M", bound=Model)

#: A time as SQLite is given it.
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


class Hole(Expression):
    """Stands in a queryset for a value that is known when it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return "%s", (self,)


#: The time at which it is asked, which is filled in for all.
NOW = Hole("now")


class Prepared(Generic[M]):
    """A queryset of models, made when it is asked for the first time. It may join others (`select_related`),
    annotate, and prefetch rows that point to its own."""

    def __init__(self, make: Callable[[], QuerySet[M]]) -> None:
        self._make = make
        self._statements: dict[str, _Statement] = {}

    @cached_property
    def _queryset(self) -> QuerySet[M]:
        return self._make()

    @cached_property
    def _links(self) -> list[Links]:
        queryset: Any = self._queryset
        return [Links(queryset.model, lookup) for lookup in queryset._prefetch_related_lookups]

    def ask(self, **values: Any) -> list[M]:
        """What the queryset gives with these values in its holes."""
        alias = self._queryset.db
        if alias not in self._statements:
            self._statements[alias] = _Statement(self._queryset, alias)
        found = self._statements[alias].ask(values)
        for links in self._links if found else ():
            links.fetch(found, alias)
        return found


class Links:
    """Rows that point to those of a model: what `prefetch_related(lookup)` brings to a queryset of it."""

    def __init__(self, model: type[Model], lookup: str | Prefetch[Any]) -> None:
        prefetch: Any = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        relation: Any = model._meta.get_field(prefetch.prefetch_to)
        self.name: str = relation.get_accessor_name()
        self.pointer = relation.field
        rows = prefetch.queryset
        self.rows: QuerySet[Any] = relation.related_model._default_manager.all() if rows is None else rows
        self._statements: dict[tuple[str, int], _Statement] = {}

    def fetch(self, found: Sequence[Any], alias: str = "") -> None:
        """Gives each of them its own rows, as a list. One query."""
        alias = alias or self.rows.db
        keys = {str(number): one.pk for number, one in enumerate(found)}
        wanted = (alias, len(keys))
        if wanted not in self._statements:
            these = self.rows.filter(**{f"{self.pointer.name}__pk__in": [Hole(number) for number in keys]})
            self._statements[wanted] = _Statement(these, alias)
        theirs = defaultdict(list)
        for row in self._statements[wanted].ask(keys):
            theirs[getattr(row, self.pointer.attname)].append(row)
        for one in found:
            for row in theirs[one.pk]:
                self.pointer.set_cached_value(row, one)
            one.__dict__.setdefault("_prefetched_objects_cache", {})[self.name] = theirs[one.pk]


class _Statement:
    """The SQL of a queryset for one database, and how its rows become models: as in Django's `ModelIterable`."""

    def __init__(self, queryset: QuerySet[Any], alias: str) -> None:
        compiler = queryset.query.get_compiler(alias)
        self.alias = alias
        self.sql, self.params = compiler.as_sql()
        if any(isinstance(value, date) or _TIME.match(str(value)) for value in self.params):
            raise ValueError("A time that is written into SQL that is kept stands still: leave a Hole for it.")
        columns = [column for column, _, _ in compiler.select]
        info = compiler.klass_info
        self.model = info["model"]
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        self.fields = [column.target.attname for column in columns[first:last]]
        self.own = slice(first, last)
        self.joined = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]
        self.annotated = list(compiler.annotation_col_map.items())
        self.converters = list(compiler.get_converters(columns).items())

    def ask(self, values: Mapping[str, Any]) -> list[Any]:
        connection = connections[self.alias]
        values = {NOW.name: timezone.now(), **values}
        adapt = connection.ops.adapt_unknown_value
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [
                adapt(values[value.name]) if isinstance(value, Hole) else value for value in self.params
            ])  # fmt: skip
            rows = cursor.fetchall()
        found = []
        for row in map(list, rows):
            for at, (converters, column) in self.converters:
                for convert in converters:
                    row[at] = convert(row[at], column, connection)
            one = self.model.from_db(self.alias, self.fields, row[self.own])
            for other in self.joined:
                other.populate(row, one)
            for name, at in self.annotated:
                setattr(one, name, row[at])
            found.append(one)
        return found
