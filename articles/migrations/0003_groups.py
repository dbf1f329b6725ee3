"""The newsroom's groups: who may do what. Editing the groups later is not undone by this."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = ("add", "change", "delete", "view")
PARTS = dict.fromkeys(("byline", "keypoint", "riskstatement", "tickersentiment", "pinnedrelated"), ALL)
REPORTER = {
    **PARTS,
    "article": ("add", "change", "view"),
    "category": ("view",),
    "author": ("view",),
    "ticker": ("view",),
    "risk": ("view",),
}
EDITOR = {
    **REPORTER,
    "article": ("add", "change", "view", "edit_any", "publish"),
    "correction": ("add", "change", "view"),
    "ticker": ("add", "change", "view"),
    "formersymbol": ("view",),
    "risk": ("add", "change", "view"),
    "frontpageslot": ALL,
}
CHIEF = "Chief editor"


def forwards(apps, schema_editor):
    """Permissions are made after all migrations; the groups need them now."""
    config = apps.get_app_config("articles")
    config.models_module = True  # else nothing is created: an app of the past has no module
    alias = schema_editor.connection.alias
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    ours = permissions.filter(content_type__app_label="articles")
    for name, models in (("Reporter", REPORTER), ("Editor", EDITOR)):
        codenames = [f"{verb}_{model}" for model, verbs in models.items() for verb in verbs]
        group, _ = groups.get_or_create(name=name)
        group.permissions.add(*ours.filter(codename__in=codenames))
    group, _ = groups.get_or_create(name=CHIEF)
    group.permissions.add(*ours)


def backwards(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=("Reporter", "Editor", CHIEF)).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_search_sqlite"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
