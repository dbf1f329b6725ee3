"""Tables whose rows are written once: triggers refuse to change or remove one, on either database.

A migration makes the triggers. A later migration that makes such a table anew (SQLite does, for most
changes of a table) has to call `create` again; a system check notices where that was forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AppendOnly:
    """`refusal` is what the database says; `keys` are the unique columns, each a tuple of names."""

    table: str
    refusal: str
    keys: tuple[tuple[str, ...], ...] = (("id",),)

    def create(self, connection: Any) -> None:
        self._run(connection, self._creating(connection.vendor))

    def drop(self, connection: Any) -> None:
        self._run(connection, self._dropping(connection.vendor))

    def missing(self, connection: Any) -> set[str]:
        """The names of triggers that should be there and are not. One of PostgreSQL may be there and asleep."""
        asked = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
            "postgresql": """SELECT tgname FROM pg_trigger
                WHERE tgrelid = to_regclass(%s) AND NOT tgisinternal AND tgenabled IN ('O', 'A')""",
        }[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(asked, [self.table])
            return self.names(connection.vendor) - {name for (name,) in cursor.fetchall()}

    def names(self, vendor: str) -> set[str]:
        """The triggers that should be there, by name."""
        endings = {"sqlite": ("update", "delete", "replace"), "postgresql": ("change", "truncate")}[vendor]
        return {f"{self.table}_no_{ending}" for ending in endings}

    def _creating(self, vendor: str) -> list[str]:
        table, refusal = self.table, self.refusal
        if vendor == "postgresql":
            return [
                f"""CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
                f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
                    FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
                f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
            ]
        refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        there = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{name} = new.{name}' for name in key)})"  # noqa: S608
            for key in self.keys
        )
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
            # INSERT OR REPLACE removes the row that is in its way, and no trigger of deletion hears of it.
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} {refuse}",
        ]

    def _dropping(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"DROP FUNCTION IF EXISTS {self.table}_refuse() CASCADE"]
        return [f"DROP TRIGGER IF EXISTS {name}" for name in sorted(self.names(vendor))]

    def _run(self, connection: Any, statements: list[str]) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
