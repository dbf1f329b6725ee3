"""Chief editors make and change accounts, and read the audit log."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

THEIRS = {"staff": ("view_auditentry",), "auth": ("add_user", "change_user", "view_user")}


def forwards(apps, schema_editor):
    alias = schema_editor.connection.alias
    for label in THEIRS:
        config = apps.get_app_config(label)
        config.models_module = True  # else nothing is created: an app of the past has no module
        create_permissions(config, verbosity=0, using=alias, apps=apps)
    _chief(apps, alias).permissions.add(*_theirs(apps, alias))


def backwards(apps, schema_editor):
    alias = schema_editor.connection.alias
    _chief(apps, alias).permissions.remove(*_theirs(apps, alias))


def _chief(apps, alias):
    return apps.get_model("auth", "Group").objects.using(alias).get_or_create(name="Chief editor")[0]


def _theirs(apps, alias):
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    return [
        permission
        for label, names in THEIRS.items()
        for permission in permissions.filter(content_type__app_label=label, codename__in=names)
    ]


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("articles", "0003_groups")]
    operations = [migrations.RunPython(forwards, backwards)]
