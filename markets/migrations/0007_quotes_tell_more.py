"""A quote tells its currency, its session, how late it is, and the close before."""

from decimal import Decimal

import django.core.validators
from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery

LIMIT = Decimal("99999999.999999")


def fill(apps, schema_editor):
    """The ticker's currency; and a price that was of a time to come is of when it was received. The close
    before stays empty: which changes were told, and which were worked out, is not known any more."""
    alias = schema_editor.connection.alias
    quotes = apps.get_model("markets", "Quote").objects.using(alias)
    tickers = apps.get_model("articles", "Ticker").objects.using(alias).filter(pk=OuterRef("ticker"))
    quotes.update(currency=Subquery(tickers.values("currency")[:1]))
    quotes.filter(as_of__gt=F("received_at")).update(as_of=F("received_at"))


class Migration(migrations.Migration):
    dependencies = [("markets", "0006_editors_record_splits"), ("articles", "0001_initial")]
    operations = [
        migrations.AddField(
            "quote",
            "previous_close",
            models.DecimalField(
                blank=True,
                decimal_places=6,
                max_digits=14,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal(0))],
            ),
        ),
        migrations.AddField(
            "quote",
            "currency",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="ISO 4217; empty: the ticker's.",
                max_length=3,
                validators=[
                    django.core.validators.RegexValidator(
                        "\\A[A-Z]{3}\\Z", "A currency has three capital letters, such as USD."
                    )
                ],
            ),
        ),
        migrations.AddField(
            "quote",
            "session",
            models.CharField(
                blank=True,
                choices=[
                    ("pre", "Before the opening"),
                    ("regular", "Regular trading"),
                    ("post", "After the close"),
                    ("closed", "Closed"),
                ],
                db_default="",
                default="",
                help_text="Empty: as the exchange's calendar has it.",
                max_length=7,
            ),
        ),
        migrations.AddField(
            "quote",
            "delay_minutes",
            models.PositiveSmallIntegerField(
                blank=True, help_text="0: as it happens; empty: not known.", null=True, verbose_name="delay in minutes"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            "quote",
            models.CheckConstraint(
                condition=Q(previous_close__gte=0, previous_close__lte=LIMIT), name="previous_close_fits"
            ),
        ),
        migrations.AddConstraint(
            "quote",
            models.CheckConstraint(condition=Q(as_of__lte=F("received_at")), name="price_not_of_the_future"),
        ),
    ]
