"""When providers and tickers were asked, and what came of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("markets", "0012_order_of_the_strip"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, help_text="One after another, since it answered last."),
                ),
                ("rests_until", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, default="", max_length=300)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("day", models.DateField(blank=True, help_text="The day of UTC that asked_today counts.", null=True)),
                ("asked_today", models.PositiveIntegerField(default=0)),
                ("minute", models.DateTimeField(blank=True, null=True)),
                ("asked_this_minute", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("name",),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(blank=True, null=True, verbose_name="asked for a price")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "in_vain",
                    models.PositiveSmallIntegerField(default=0, help_text="So often, since somebody answered last."),
                ),
                ("bars_at", models.DateTimeField(blank=True, null=True, verbose_name="asked for days")),
                (
                    "ticker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.ticker"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
