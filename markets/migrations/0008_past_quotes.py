"""Prices that were the last ones once. It begins with the quotes that there are."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

LIMIT = Decimal("99999999.999999")


def begin(apps, schema_editor):
    alias = schema_editor.connection.alias
    past = apps.get_model("markets", "PastQuote").objects.using(alias)
    quotes = apps.get_model("markets", "Quote").objects.using(alias)
    columns = ("ticker_id", "as_of", "price", "source")
    rows = quotes.order_by().values(*columns).iterator(chunk_size=1000)
    past.bulk_create((past.model(**row) for row in rows), batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("markets", "0007_quotes_tell_more")]
    operations = [
        migrations.CreateModel(
            name="PastQuote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateTimeField(verbose_name="as of")),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal(0))],
                    ),
                ),
                ("source", models.CharField(max_length=120)),
                (
                    "ticker",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past_quotes",
                        to="articles.ticker",
                    ),
                ),
            ],
            options={
                "ordering": ("ticker", "-as_of"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("ticker", "as_of"), name="past_quote_once_a_moment"),
                    models.CheckConstraint(condition=models.Q(price__gte=0, price__lte=LIMIT), name="past_price_fits"),
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
