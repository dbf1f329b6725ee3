"""Operations of migrations under which the site goes on."""

from __future__ import annotations

from typing import Any

from django.db import migrations


class AddIndexOnline(migrations.AddIndex):
    """An index that is made while the table is written to: CONCURRENTLY on PostgreSQL. Its migration is not `atomic`.

    One that was broken off leaves an index that is not valid; it is dropped first when the migration is run again.
    """

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        elif self.allow_migrate_model(schema_editor.connection.alias, model):
            self._require_no_transaction(schema_editor)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
            schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
        elif self.allow_migrate_model(schema_editor.connection.alias, model):
            self._require_no_transaction(schema_editor)
            schema_editor.remove_index(model, self.index, concurrently=True)

    def _require_no_transaction(self, schema_editor: Any) -> None:
        if schema_editor.connection.in_atomic_block:
            raise RuntimeError(f"The migration that adds {self.index.name} online must say atomic = False.")
