"""Searching the archive. `engine()` is the only way in; which engine answers depends on the database."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from articles.search.engine import Found, Hit, SearchEngine
from articles.search.query import Query, parse
from articles.search.sqlite import SQLiteEngine

ENGINES: dict[str, type[SearchEngine]] = {"sqlite": SQLiteEngine}


def engine() -> SearchEngine:
    try:
        return ENGINES[connection.vendor]()
    except KeyError:
        raise ImproperlyConfigured(f"There is no search engine for {connection.vendor}.") from None


__all__ = ["Found", "Hit", "Query", "SearchEngine", "engine", "parse"]
