"""Triggers that refuse to change or remove a revision, on either database.

A migration makes them. A later migration that makes the table anew (SQLite does, for most changes of
a table) has to call `create` again; the system check notices where that was forgotten.
"""

from __future__ import annotations

from typing import Any

TABLE = "articles_revision"
REFUSAL = "a revision is never changed or removed"
#: Their names, by database.
TRIGGERS = {
    "sqlite": {f"{TABLE}_no_update", f"{TABLE}_no_delete", f"{TABLE}_no_replace"},
    "postgresql": {f"{TABLE}_no_change", f"{TABLE}_no_truncate"},
}
CREATE = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
        # INSERT OR REPLACE removes the row that is in its way, and no trigger of deletion hears of it.
        f"""CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}
            WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE article_id = new.article_id AND number = new.number)
                OR EXISTS (SELECT 1 FROM {TABLE} WHERE id = new.id)
            BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 (names of our own)
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
        f"""CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(TRIGGERS["sqlite"])],
    "postgresql": [f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE"],
}
#: A trigger of PostgreSQL may be there and asleep.
NAMES = {
    "sqlite": f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'",  # noqa: S608
    "postgresql": f"""SELECT tgname FROM pg_trigger
        WHERE tgrelid = to_regclass('{TABLE}') AND NOT tgisinternal AND tgenabled IN ('O', 'A')""",  # noqa: S608
}


def create(connection: Any) -> None:
    _run(connection, CREATE)


def drop(connection: Any) -> None:
    _run(connection, DROP)


def missing(connection: Any) -> set[str]:
    """The names of triggers that should be there and are not."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return TRIGGERS[connection.vendor] - {name for (name,) in cursor.fetchall()}


def _run(connection: Any, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
