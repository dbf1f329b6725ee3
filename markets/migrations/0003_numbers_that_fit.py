"""Fewer digits, so that every price is read as it was stored, and the database refuses the rest."""

from decimal import Decimal

import django.core.validators
from django.db import migrations, models

LIMIT, PERCENT_LIMIT = Decimal("99999999.999999"), Decimal("99999999.9999")


def drop_what_does_not_fit(apps, schema_editor):
    """A change that cannot be read is forgotten; a price that cannot be read takes its quote along."""
    quotes = apps.get_model("markets", "Quote").objects.using(schema_editor.connection.alias)
    quotes.filter(price__gt=LIMIT).delete()
    no_change = models.Q(change__gt=LIMIT) | models.Q(change__lt=-LIMIT)
    no_percent = models.Q(change_percent__gt=PERCENT_LIMIT) | models.Q(change_percent__lt=-100)
    quotes.filter(no_change | no_percent).update(change=None, change_percent=None)


class Migration(migrations.Migration):
    dependencies = [("markets", "0002_groups")]
    operations = [
        migrations.RunPython(drop_what_does_not_fit, migrations.RunPython.noop),
        migrations.AlterField(
            "quote",
            "price",
            models.DecimalField(
                decimal_places=6, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal(0))]
            ),
        ),
        migrations.AlterField(
            "quote", "change", models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)
        ),
        migrations.AddConstraint(
            "quote", models.CheckConstraint(condition=models.Q(price__lte=LIMIT), name="price_fits")
        ),
        migrations.AddConstraint(
            "quote",
            models.CheckConstraint(condition=models.Q(change__gte=-LIMIT, change__lte=LIMIT), name="change_fits"),
        ),
        migrations.AddConstraint(
            "quote",
            models.CheckConstraint(
                condition=models.Q(change_percent__gte=-100, change_percent__lte=PERCENT_LIMIT),
                name="change_percent_fits",
            ),
        ),
    ]
