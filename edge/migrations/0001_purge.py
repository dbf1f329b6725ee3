from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Purge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("names", models.TextField()),
                ("for_good", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "told_at",
                    models.DateTimeField(blank=True, help_text="When the caches in front were told first.", null=True),
                ),
                (
                    "acknowledged_at",
                    models.DateTimeField(
                        blank=True, help_text="When they had all said twice that it is done.", null=True
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("-pk",),
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(condition=models.Q(("acknowledged_at", None)), fields=["id"], name="purge_to_send")
                ],
            },
        ),
    ]
