"""Each save of an article kept whole, in a table that the database itself keeps from changes.

Articles that are there already have no revision afterwards: `python manage.py begin_revisions` makes
their first ones, and a start of the site runs it.
"""

import django.db.models.deletion
from django.db import migrations, models

from articles import revision_schema


def guard(apps, schema_editor):
    revision_schema.create(schema_editor.connection)


def unguard(apps, schema_editor):
    revision_schema.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_search_by_place")]
    operations = [
        # A default is Python's alone; SQLite would copy the whole table for it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="article",
                    name="version",
                    field=models.PositiveIntegerField(default=0, editable=False),
                ),
            ]
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(help_text="The version of the article that this save made.")),
                ("action", models.CharField(help_text="One of `choices.Action`.", max_length=12)),
                ("account", models.BigIntegerField(help_text="The key of the account; null for a command.", null=True)),
                (
                    "by",
                    models.CharField(
                        blank=True, help_text="The account's name then; empty for a command.", max_length=310
                    ),
                ),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("content", models.TextField(help_text="The whole article, as canonical JSON.")),
                (
                    "previous",
                    models.CharField(blank=True, help_text="The hash of the article's revision before.", max_length=64),
                ),
                ("hash", models.CharField(max_length=64)),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="revisions",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "ordering": ("article_id", "number"),
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("article", "number"), name="revision_number_once")],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
