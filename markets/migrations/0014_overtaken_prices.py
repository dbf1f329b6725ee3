"""A price that was kept aside may be overtaken by what its source says later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("markets", "0013_what_was_asked"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rejectedquote",
            name="decision",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("accepted", "Accepted"),
                    ("dismissed", "Dismissed"),
                    ("overtaken", "Overtaken"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
    ]
