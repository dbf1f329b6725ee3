"""The engines' own tables, which are no models: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Migrations make them, and `rebuild_index` where one was lost. Whoever changes a table here adds a
migration that drops it and makes it anew, and says in the changelog to run `rebuild_index`.
"""

from __future__ import annotations

from typing import Any

SQLITE = [
    # Every sign but a blank belongs to a word: what a word is, is settled in `articles.search.words`.
    """CREATE VIRTUAL TABLE articles_search USING fts5(headline, points, names, risks, body, tags,
        tokenize="porter unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")""",
    """CREATE TRIGGER articles_search_remove AFTER DELETE ON articles_searchdocument
        BEGIN DELETE FROM articles_search WHERE rowid = old.place; END""",
]
VECTOR_INDEX = "CREATE INDEX articles_search_vector ON articles_search USING gin (vector) WITH (fastupdate = off)"
POSTGRESQL = [
    """CREATE TABLE articles_search (
        place bigint PRIMARY KEY REFERENCES articles_searchdocument (place) ON DELETE CASCADE,
        vector tsvector NOT NULL,
        headline text NOT NULL, points text NOT NULL, names text NOT NULL, risks text NOT NULL, body text NOT NULL
    )""",
    # A vector beside its row, not in another table: it is read for each match that is weighed.
    "ALTER TABLE articles_search SET (toast_tuple_target = 8160)",
    "ALTER TABLE articles_search ALTER COLUMN vector SET STORAGE MAIN",
    "ALTER TABLE articles_search ALTER COLUMN body SET STORAGE EXTERNAL",
    # Without the list of pending entries, which every search would have to read through.
    VECTOR_INDEX,
]
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP = {
    "sqlite": ["DROP TRIGGER IF EXISTS articles_search_remove", "DROP TABLE IF EXISTS articles_search"],
    "postgresql": ["DROP TABLE IF EXISTS articles_search"],
}


def create(connection: Any) -> None:
    _run(connection, CREATE)


def drop(connection: Any) -> None:
    _run(connection, DROP)


def _run(connection: Any, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, ()):
            cursor.execute(statement)
