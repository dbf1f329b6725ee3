"""What was stored before the database refused it does not stop a site from being brought up to date."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.factories import PUBLISHED_AT, make_ticker

pytestmark = pytest.mark.django_db


@pytest.mark.only_on("sqlite", reason="PostgreSQL's columns never held such numbers")
def test_numbers_that_could_not_be_read_are_dropped():
    migration = import_module("markets.migrations.0003_numbers_that_fit")
    loader = MigrationLoader(connection)
    before = loader.project_state(("markets", "0002_groups"))
    after = loader.project_state(("markets", "0003_numbers_that_fit"))
    old, new = (state.apps.get_model("markets", "Quote") for state in (before, after))
    fields = {"as_of": PUBLISHED_AT, "source": "x"}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    try:
        for price, change, percent in (("10", "1", "11.1"), ("1000000", "999999.999999", None), ("1e9", None, None)):
            numbers = {"price": Decimal(price), "change": change and Decimal(change), "change_percent": percent}
            old.objects.create(ticker_id=make_ticker().pk, **numbers, **fields)
        old.objects.filter(price=1000000).update(change_percent=Decimal("-150"))
        migration.drop_what_does_not_fit(before.apps, SimpleNamespace(connection=connection))
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    kept = list(new.objects.order_by("pk").values_list("price", "change", "change_percent"))
    assert kept == [(Decimal(10), Decimal(1), Decimal("11.1")), (Decimal(1000000), None, None)]
