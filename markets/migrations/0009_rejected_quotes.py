"""Prices that look wrong are kept aside for an editor."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("markets", "0008_past_quotes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RejectedQuote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal(0))],
                    ),
                ),
                ("change", models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                (
                    "change_percent",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="change in percent"
                    ),
                ),
                (
                    "previous_close",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal(0))],
                    ),
                ),
                (
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
                (
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
                (
                    "delay_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="0: as it happens; empty: not known.",
                        null=True,
                        verbose_name="delay in minutes",
                    ),
                ),
                ("as_of", models.DateTimeField(verbose_name="as of")),
                ("source", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=400)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                (
                    "decision",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("accepted", "Accepted"), ("dismissed", "Dismissed")],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rejected_quotes",
                        to="articles.ticker",
                    ),
                ),
            ],
            options={
                "verbose_name": "price that looks wrong",
                "verbose_name_plural": "prices that look wrong",
                "ordering": ("-received_at", "-pk"),
                "default_permissions": ("view", "change"),
                "indexes": [models.Index(fields=["decision", "-received_at"], name="rejected_quotes_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(decision="waiting"),
                        fields=("ticker", "source"),
                        name="rejected_quote_waits_once",
                    )
                ],
            },
        ),
    ]
