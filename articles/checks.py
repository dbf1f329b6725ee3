"""What `manage.py check --database default` says of the newsroom's data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import DatabaseError, connection, transaction

from articles import revision_schema, search
from articles.search import wholeness


def search_index(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The index has exactly the published articles. Counts them all, so only where a database is asked for."""
    if "default" not in (databases or ()):
        return []
    hint = f"{wholeness.REMEDY[0].upper()}{wholeness.REMEDY[1:]}."
    try:
        with transaction.atomic():
            published, documents, rows = wholeness.counted(search.engine())
    except DatabaseError:
        return [Warning("The search index is missing.", hint=hint, id="articles.W001")]
    if published == documents == rows:
        return []
    return [
        Warning(
            f"The search index has {min(documents, rows):,} articles, but {published:,} are published.",
            hint=hint,
            id="articles.W002",
        )
    ]


def revision_triggers(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """The database refuses to change revisions; a table that was made anew may have lost what sees to it."""
    if "default" not in (databases or ()):
        return []
    missing = revision_schema.missing(connection)
    if not missing or revision_schema.TABLE not in connection.introspection.table_names():
        return []
    return [
        Warning(
            f"Revisions can be changed: the database has no trigger {' and no '.join(sorted(missing))}.",
            hint="Run `python manage.py begin_revisions`, then `python manage.py verify_revisions`.",
            id="articles.W003",
        )
    ]
