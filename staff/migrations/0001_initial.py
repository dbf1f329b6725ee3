"""Attempts at the door, and the audit log, in a table that the database itself keeps from changes."""

from django.db import migrations, models

from staff.audit_schema import GUARD

KINDS = [
    ("signed_in", "Signed in"),
    ("refused", "Sign-in refused"),
    ("signed_out", "Signed out"),
    ("second_factor", "Second factor"),
    ("password", "Password"),
    ("account", "Account"),
    ("added", "Added"),
    ("changed", "Changed"),
    ("deleted", "Deleted"),
    ("verb", "State of an article"),
    ("action", "Action on a list"),
    ("exported", "Exported"),
]


def guard(apps, schema_editor):
    GUARD.create(schema_editor.connection)


def unguard(apps, schema_editor):
    GUARD.drop(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(help_text="A hash of what is counted: an account, an address.", max_length=64),
                ),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["key", "at"], name="attempt_by_key")],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                (
                    "account",
                    models.BigIntegerField(
                        help_text="The key of the account; null where nobody was signed in.", null=True
                    ),
                ),
                (
                    "by",
                    models.CharField(
                        blank=True, help_text="The account's name then.", max_length=150, verbose_name="who"
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, help_text="The network; empty for a command.", max_length=50),
                ),
                ("what", models.TextField(blank=True)),
                (
                    "object_type",
                    models.CharField(blank=True, help_text="As in “articles.article”.", max_length=100),
                ),
                ("object_key", models.CharField(blank=True, max_length=40)),
                ("object_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name": "entry of the audit log",
                "verbose_name_plural": "audit log",
                "ordering": ("-id",),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["account", "id"], name="audit_by_account"),
                    models.Index(fields=["kind", "id"], name="audit_by_kind"),
                    models.Index(fields=["at"], name="audit_by_time"),
                ],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
