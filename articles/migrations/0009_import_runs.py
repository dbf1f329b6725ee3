"""What the newsroom keeps of its imports; editors look at it."""

import django.utils.timezone
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def forwards(apps, schema_editor):
    """Editors see imports, the chief editor has every right; permissions are made here, since the groups need them."""
    config = apps.get_app_config("articles")
    config.models_module = True  # else nothing is created: an app of the past has no module
    alias = schema_editor.connection.alias
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    of_imports = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .filter(content_type__app_label="articles", codename__endswith="_importrun")
    )
    for group in groups.filter(name="Editor"):
        group.permissions.add(*of_imports.filter(codename="view_importrun"))
    for group in groups.filter(name="Chief editor"):
        group.permissions.add(*of_imports)


def backwards(apps, schema_editor):
    """The rights go with the groups' own migration."""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0008_kept_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("command", models.CharField(max_length=40)),
                ("what", models.TextField(help_text="The files and folders that it was given.")),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("created", models.PositiveIntegerField(default=0)),
                ("updated", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("skipped", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("refusals", models.TextField(blank=True, help_text="A line each.", verbose_name="first refusals")),
                ("rejects", models.TextField(blank=True, help_text="The files that hold what was refused.")),
                (
                    "trouble",
                    models.TextField(blank=True, help_text="Why it ended early, or could not keep what it refused."),
                ),
            ],
            options={
                "verbose_name": "import",
                "ordering": ("-started_at", "-pk"),
                "indexes": [models.Index(fields=["-started_at", "-id"], name="import_newest")],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
