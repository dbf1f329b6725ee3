from django.db import migrations, models

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
]


class Migration(migrations.Migration):
    """Nothing is exported from the newsroom, so no entry says so. The table stays as it is, with its triggers."""

    dependencies = [("staff", "0002_chief_editors")]
    operations = [migrations.AlterField("auditentry", "kind", models.CharField(choices=KINDS, max_length=20))]
