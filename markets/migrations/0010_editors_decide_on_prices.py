"""Editors decide on prices that were kept aside."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR = ("view_rejectedquote", "change_rejectedquote")


def ours(apps, alias):
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    return permissions.filter(content_type__app_label="markets", codename__in=EDITOR)


def groups(apps, alias):
    return apps.get_model("auth", "Group").objects.using(alias).filter(name__in=("Editor", "Chief editor"))


def forwards(apps, schema_editor):
    config = apps.get_app_config("markets")
    config.models_module = True  # else nothing is created: an app of the past has no module
    alias = schema_editor.connection.alias
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    for group in groups(apps, alias):
        group.permissions.add(*ours(apps, alias))


def backwards(apps, schema_editor):
    alias = schema_editor.connection.alias
    for group in groups(apps, alias):
        group.permissions.remove(*ours(apps, alias))


class Migration(migrations.Migration):
    dependencies = [("markets", "0009_rejected_quotes"), ("articles", "0003_groups")]
    operations = [migrations.RunPython(forwards, backwards)]
