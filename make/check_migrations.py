"""Refuses migrations under which the release that still runs would fail, or the site would stand still.

While machines are updated in turn, the old code runs on the new tables. So a migration may add what the old code does
not know, and take away what it does not use; CONTRIBUTING.md ("Change a table while the site runs") has the steps. What
the check cannot know, or what is harmless for a reason, a migration says itself: `SAFE = "why"`, beside its imports.

Migrations up to BASELINE are older than the rule.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

BASELINE = {
    "articles": "0016_heartbeat",
    "edge": "0001_purge",
    "markets": "0014_overtaken_prices",
    "staff": "0004_audit_by_object",
}
SHORTEST_REASON = 15
TWO_STEPS = "first a release that does not use it, then one that takes it away and says SAFE"
NEW_COLUMN = "add a new column, fill it, use it, and take the old one away two releases later"
ONLINE = "use edge.migrating.AddIndexOnline, with atomic = False"


def problems(operation: Any, before: Any, app: str, new: set[str]) -> Iterator[str]:
    """A sentence for each thing that is wrong with one operation. `before` is the state of the models that it finds,
    `new` are the models (in small letters) that the same migration made: nobody uses those yet."""
    kind = type(operation).__name__
    model = str(getattr(operation, "model_name", "") or getattr(operation, "name", "")).lower()
    if kind == "SeparateDatabaseAndState":
        for inner in operation.database_operations:
            yield from problems(inner, before, app, new)
    elif kind in ("RunSQL", "DeleteModel", "RenameModel", "AlterModelTable", "RemoveField", "RenameField"):
        if model not in new or kind == "RunSQL":
            what = {"RunSQL": "is SQL, which nobody can judge from outside: say why it is safe"}
            why = "takes away or renames what the release before uses"
            yield what.get(kind, f"{why}: {TWO_STEPS}")
    elif model in new:
        return
    elif kind == "AddField":
        yield from _added(operation.field)
    elif kind == "AlterField":
        old = before.models[app, model].fields[operation.name]
        yield from _altered(old, operation.field)
    elif kind == "AddIndex":
        yield f"locks the table while it is indexed: {ONLINE}"
    elif kind == "AddConstraint":
        yield "may refuse what the release before writes, and locks the table while it is proved: say why it is safe"


def _added(field: Any) -> Iterator[str]:
    if field.many_to_many:
        return
    if not field.null and not _has_default(field):
        yield "adds a column that may not be empty, and the release before leaves it so: db_default or null=True"
    if field.unique or field.db_index:
        yield f"adds a column with an index, which locks the table: give it db_index=False; then {ONLINE}"


def _has_default(field: Any) -> bool:
    from django.db.models.fields import NOT_PROVIDED

    return field.db_default is not NOT_PROVIDED or getattr(field, "generated", False)


def _altered(old: Any, new: Any) -> Iterator[str]:
    if old.null and not new.null and not _has_default(new):
        yield "takes away that a column may be empty, as the release before leaves it. Give it db_default"
    shape = ("max_digits", "decimal_places", "db_column", "db_collation")
    is_other = old.get_internal_type() != new.get_internal_type() or any(
        getattr(old, name, None) != getattr(new, name, None) for name in shape
    )
    if is_other or _is_shorter(old, new):
        yield f"changes a column's type or name: {NEW_COLUMN}"
    if (new.unique and not old.unique) or (new.db_index and not old.db_index):
        yield f"adds an index, which locks the table: {ONLINE}"


def _is_shorter(old: Any, new: Any) -> bool:
    return new.max_length is not None and (old.max_length is None or new.max_length < old.max_length)


def found(migration: Any, before: Any, reason: str) -> list[str]:
    """What is wrong with a migration that starts from the state `before`; `reason` is what it says as SAFE."""
    if len(reason) >= SHORTEST_REASON:
        return []
    said: list[str] = []
    new: set[str] = set()
    state = before.clone()
    for operation in migration.operations:
        said += [
            f"{migration.app_label}.{migration.name}: {operation.describe()}: {problem}."
            for problem in problems(operation, state, migration.app_label, new)
        ]
        if type(operation).__name__ == "CreateModel":
            new.add(operation.name.lower())
        operation.state_forwards(migration.app_label, state)
    return said


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    old = {node for base in BASELINE.items() for node in loader.graph.forwards_plan(base)}
    said: list[str] = []
    for node in sorted(set(loader.graph.nodes) - old):
        if node[0] not in BASELINE:
            continue
        migration = loader.graph.nodes[node]
        module = sys.modules[type(migration).__module__]
        said += found(migration, loader.project_state(node, at_end=False), getattr(module, "SAFE", ""))
    print("\n".join(said), end="\n" if said else "")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
