"""Which migrations are refused, and that what is refused is said with what to do."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState

from edge.migrating import AddIndexOnline
from make.check_migrations import found, main


@pytest.fixture
def before():
    state = ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("text", models.CharField(max_length=50)),
        ("note", models.TextField(null=True)),
        ("price", models.DecimalField(max_digits=9, decimal_places=2)),
    ]
    state.add_model(ModelState("articles", "Story", fields))
    return state


def said(before, *operations, reason=""):
    migration = migrations.Migration("0099_x", "articles")
    migration.operations = list(operations)
    return found(migration, before, reason)


INDEX = models.Index(fields=["text"], name="by_text")
CHECK = models.CheckConstraint(condition=models.Q(text="a"), name="is_a")
REFUSED = [
    (migrations.RemoveField("story", "note"), "takes away"),
    (migrations.DeleteModel("Story"), "takes away"),
    (migrations.RenameField("story", "note", "notes"), "takes away or renames"),
    (migrations.RenameModel("Story", "Tale"), "takes away or renames"),
    (migrations.AlterModelTable("story", "tales"), "takes away or renames"),
    (migrations.AddField("story", "mark", models.IntegerField(default=1)), "db_default or null=True"),
    (migrations.AddField("story", "mark", models.IntegerField(null=True, db_index=True)), "AddIndexOnline"),
    (migrations.AlterField("story", "note", models.TextField()), "Give it db_default"),
    (migrations.AlterField("story", "text", models.CharField(max_length=40)), "add a new column"),
    (migrations.AlterField("story", "text", models.IntegerField()), "add a new column"),
    (migrations.AlterField("story", "price", models.DecimalField(max_digits=9, decimal_places=4)), "add a new column"),
    (migrations.AlterField("story", "text", models.CharField(max_length=50, unique=True)), "locks the table"),
    (migrations.AddIndex("story", INDEX), "AddIndexOnline"),
    (migrations.AddConstraint("story", CHECK), "say why"),
    (migrations.RunSQL("SELECT 1"), "say why"),
    (migrations.SeparateDatabaseAndState([migrations.RemoveField("story", "note")], []), "takes away"),
]
ALLOWED = [
    migrations.AddField("story", "mark", models.IntegerField(default=1, db_default=1)),
    migrations.AddField("story", "mark", models.IntegerField(null=True)),
    migrations.AlterField("story", "text", models.CharField(max_length=80)),
    migrations.AlterField("story", "text", models.CharField(max_length=50, null=True, help_text="anew")),
    migrations.SeparateDatabaseAndState([], [migrations.RemoveField("story", "note")]),
    migrations.RunPython(migrations.RunPython.noop),
    AddIndexOnline("story", INDEX),
]


@pytest.mark.parametrize(("operation", "why"), REFUSED)
def test_what_the_release_before_would_stumble_over_is_refused(before, operation, why):
    sentences = said(before, operation)
    assert len(sentences) == 1
    assert sentences[0].startswith("articles.0099_x: ")
    assert why in sentences[0]


@pytest.mark.parametrize("operation", ALLOWED)
def test_what_it_does_not_notice_is_not(before, operation):
    assert said(before, operation) == []


def test_a_table_that_is_made_in_the_same_migration_is_used_by_nobody(before):
    made = migrations.CreateModel("Tale", [("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())])
    assert said(before, made, migrations.AddIndex("tale", INDEX), migrations.RemoveField("tale", "text")) == []


def test_a_reason_is_a_sentence(before):
    refused = migrations.RemoveField("story", "note")
    assert said(before, refused, reason="Nothing has read it since 0098.") == []
    assert said(before, refused, reason="yes") != []


def test_ours_are_in_order(capsys):
    assert main() == 0
    assert capsys.readouterr().out == ""


@pytest.mark.django_db(transaction=True)
def test_an_index_is_made_online_and_taken_away_again():
    from django.apps import apps

    name = "tested_online"
    state = ProjectState.from_apps(apps)
    operation = AddIndexOnline("heartbeat", models.Index(fields=["id"], name=name))
    after = state.clone()
    operation.state_forwards("articles", after)

    def indexes():
        with connection.cursor() as cursor:
            return name in connection.introspection.get_constraints(cursor, "articles_heartbeat")

    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("articles", editor, state, after)
    assert indexes()
    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("articles", editor, after, state)
    assert not indexes()
