"""Until when a story keeps its place at the top of the front page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_deciding"),
    ]

    operations = [
        migrations.AddField(
            model_name="frontpageslot",
            name="until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
