"""Migrations say what the models say, and each can be taken back."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

OURS = ("articles", "markets", "readers")


def test_no_migration_is_missing(db):
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"Models and migrations differ: run `manage.py makemigrations`.\n{said.getvalue()}")


@pytest.fixture
def other_database(tmp_path, settings, django_db_blocker):
    """A database file of its own, so that the suite's keeps its tables."""
    connections.settings["other"] = connections.settings["default"] | {
        "NAME": str(tmp_path / "other.sqlite3"),
        "TEST": connections.settings["default"]["TEST"],
    }
    with django_db_blocker.unblock():
        yield "other"
        connections["other"].close()
    del connections["other"]
    del connections.settings["other"]


def tables(alias: str) -> set[str]:
    return set(connections[alias].introspection.table_names())


def test_all_of_them_can_be_taken_back_and_made_again(other_database):
    def migrate(*target: str) -> None:
        call_command("migrate", *target, database=other_database, interactive=False, verbosity=0)

    migrate()
    full = tables(other_database)
    ours = [label for label in OURS if apps.is_installed(label)]
    for label in reversed(ours):
        migrate(label, "zero")
    left = tables(other_database)
    assert {name for name in left if name.startswith(tuple(f"{label}_" for label in ours))} == set()

    migrate()
    assert tables(other_database) == full
    executor = MigrationExecutor(connections[other_database])
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
