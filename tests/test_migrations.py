"""Migrations say what the models say, and each can be taken back."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from make.postgres import create_database, drop_database

OURS = ("articles", "markets", "readers")


def test_no_migration_is_missing(db):
    said = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"Models and migrations differ: run `manage.py makemigrations`.\n{said.getvalue()}")


@pytest.fixture
def other_database(tmp_path, settings, django_db_blocker):
    """A database of its own, so that the suite's keeps its tables."""
    default = connections.settings["default"]
    name = str(tmp_path / "other.sqlite3") if connection.vendor == "sqlite" else f"other_{os.getpid()}"
    connections.settings["other"] = default | {"NAME": name, "TEST": default["TEST"]}
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            create_database(address_of(default), name)
        yield "other"
        connections["other"].close()
        if connection.vendor == "postgresql":
            connections["other"].close_pool()
            drop_database(address_of(default), name)
    del connections["other"]
    del connections.settings["other"]


def address_of(settings: dict[str, Any]) -> str:
    """Where databases are made and dropped on the server that the tests run on."""
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/postgres".format(**settings)


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
