"""One search table an engine, keyed by the article's place in time, and the archive's own words.

The index is empty afterwards: run `python manage.py rebuild_index` on a site that has articles.
"""

import django.db.models.deletion
from django.db import migrations, models

from articles import search_schema

OLD = [
    "DROP TRIGGER articles_search_change",
    "DROP TRIGGER articles_search_remove",
    "DROP TRIGGER articles_search_add",
    "DROP TABLE articles_search",
]


def drop_old(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in OLD:
            schema_editor.execute(statement)


def create_old(apps, schema_editor):
    from importlib import import_module

    import_module("articles.migrations.0002_search_sqlite").forwards(apps, schema_editor)


def create(apps, schema_editor):
    search_schema.create(schema_editor.connection)


def drop(apps, schema_editor):
    search_schema.drop(schema_editor.connection)


KEY = models.OneToOneField(
    on_delete=django.db.models.deletion.CASCADE,
    primary_key=True,
    related_name="search_document",
    serialize=False,
    to="articles.article",
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_slug_not_empty")]
    operations = [
        migrations.RunPython(drop_old, create_old),
        migrations.DeleteModel("SearchDocument"),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("article", KEY),
                ("place", models.BigIntegerField(unique=True)),
                ("tags", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, unique=True)),
                ("beginning", models.CharField(max_length=3)),
                ("ending", models.CharField(max_length=3)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["beginning", "id"], name="search_word_beginning"),
                    models.Index(fields=["ending", "id"], name="search_word_ending"),
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
