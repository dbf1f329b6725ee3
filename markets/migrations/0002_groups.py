"""Editors enter prices and choose the market strip."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = (
    "add_quote", "change_quote", "view_quote",
    "add_marketstripentry", "change_marketstripentry", "delete_marketstripentry", "view_marketstripentry",
)  # fmt: skip


def forwards(apps, schema_editor):
    config = apps.get_app_config("markets")
    config.models_module = True  # else nothing is created: an app of the past has no module
    alias = schema_editor.connection.alias
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    ours = apps.get_model("auth", "Permission").objects.using(alias).filter(content_type__app_label="markets")
    groups.get_or_create(name="Editor")[0].permissions.add(*ours.filter(codename__in=EDITOR))
    groups.get_or_create(name="Chief editor")[0].permissions.add(*ours)


def backwards(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for group in groups.filter(name__in=("Editor", "Chief editor")):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="markets"))


class Migration(migrations.Migration):
    dependencies = [("markets", "0001_initial"), ("articles", "0003_groups")]
    operations = [migrations.RunPython(forwards, backwards)]
