"""Notes, what is told of an appearance, what is told of a withdrawal, and who amends a correction."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.utils import timezone

CHIEF, AMEND = "Chief editor", "amend_correction"


def expect_scheduled(apps, schema_editor):
    """What waits for its time is announced then; what readers see already is no news."""
    alias = schema_editor.connection.alias
    articles = apps.get_model("articles", "Article").objects.using(alias)
    announcements = apps.get_model("articles", "Announcement").objects.using(alias)
    scheduled = articles.filter(status="published", published_at__gt=timezone.now()).values_list("pk", flat=True)
    announcements.bulk_create([announcements.model(article_id=pk) for pk in scheduled])


def let_chief_amend(apps, schema_editor):
    """The permission is made after all migrations; the group needs it now. See 0003_groups."""
    alias = schema_editor.connection.alias
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    permission = apps.get_model("auth", "Permission").objects.using(alias).filter(codename=AMEND)
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name=CHIEF):
        group.permissions.add(*permission)


def take_it_back(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias).filter(codename=AMEND).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_lower_headline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="articles.article",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("note", "Note"),
                            ("changes", "Asked for changes"),
                            ("schedule", "Taken off the schedule"),
                            ("withdraw", "Withdrawn"),
                            ("amend", "Amended a correction"),
                        ],
                        default="note",
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="articles.article"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("at", "pk"), "default_permissions": ()},
        ),
        migrations.AddField(
            model_name="article",
            name="withdrawal",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="What readers of a withdrawn article's address are told.",
                max_length=300,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="amended_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterModelOptions(
            name="correction",
            options={
                "ordering": ("-at", "-pk"),
                "permissions": [(AMEND, "Can amend corrections that readers have seen")],
            },
        ),
        migrations.RunPython(expect_scheduled, migrations.RunPython.noop),
        migrations.RunPython(let_chief_amend, take_it_back),
    ]
