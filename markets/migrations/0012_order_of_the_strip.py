from django.db import migrations, models


def one_place_each(apps, schema_editor):
    """On the way back a place is given once again."""
    entries = apps.get_model("markets", "MarketStripEntry").objects.order_by("-position", "-pk")
    number = entries.count()
    for place, entry in enumerate(entries):
        entry.position = number - place
        entry.save(update_fields=["position"])


class Migration(migrations.Migration):
    """Places are saved together, so two entries may be at one place for a moment."""

    dependencies = [("markets", "0011_quote_moves")]

    operations = [
        migrations.AlterModelOptions(
            name="marketstripentry",
            options={
                "ordering": ("position", "pk"),
                "verbose_name": "market strip entry",
                "verbose_name_plural": "market strip",
            },
        ),
        migrations.AlterField(
            model_name="marketstripentry",
            name="position",
            field=models.PositiveSmallIntegerField(),
        ),
        migrations.RunPython(migrations.RunPython.noop, one_place_each, elidable=True),
    ]
