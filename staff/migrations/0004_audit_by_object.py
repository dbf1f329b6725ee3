from django.db import migrations, models


class Migration(migrations.Migration):
    """An import asks whether somebody in the newsroom wrote a thing."""

    dependencies = [("staff", "0003_no_exports")]
    operations = [
        migrations.AddIndex("auditentry", models.Index(fields=("object_type", "object_key"), name="audit_by_object")),
    ]
