"""Searching the archive. `engine()` is the only way in; which engine answers depends on the database."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from articles.search import fields
from articles.search.engine import SearchEngine
from articles.search.finding import find as find_entries
from articles.search.finding import sharpened
from articles.search.postgresql import PostgreSQLEngine
from articles.search.query import Query
from articles.search.query import parse as parse_with
from articles.search.sqlite import SQLiteEngine

ENGINES: dict[str, type[SearchEngine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def engine() -> SearchEngine:
    try:
        return ENGINES[connection.vendor]()
    except KeyError:
        raise ImproperlyConfigured(f"There is no search engine for {connection.vendor}.") from None


def parse(typed: str) -> Query:
    """Any string -> a Query; never fails."""
    return sharpened(parse_with(typed, fields.resolve))


def find(typed: str, limit: int) -> list[int]:
    """The keys of the best articles for what was typed, best first."""
    query = parse(typed)
    return [entry.article for entry in find_entries(engine(), query).entries[:limit]] if query else []


__all__ = ["Query", "SearchEngine", "engine", "find", "parse"]
