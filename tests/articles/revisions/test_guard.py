"""The database itself keeps revisions from changes."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from articles import revision_schema
from articles.models import Revision
from tests.factories import make_article

pytestmark = pytest.mark.django_db
TABLE = revision_schema.TABLE


@pytest.fixture
def kept():
    make_article()
    return Revision.objects.get()


def refused(sql):
    before = list(Revision.objects.values_list())
    never = pytest.raises(IntegrityError, match="a revision is never changed or removed")
    with never, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return list(Revision.objects.values_list()) == before


@pytest.mark.parametrize(
    "sql",
    [f"UPDATE {TABLE} SET why = 'x'", f"UPDATE {TABLE} SET id = id + 1", f"DELETE FROM {TABLE}"],
    ids=["update", "another key", "delete"],
)
def test_the_database_refuses(kept, sql):
    assert refused(sql)


def test_objects_are_refused_too(kept):
    kept.why = "Another reason."
    for change in (kept.save, kept.delete, lambda: Revision.objects.update(by=""), Revision.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.only_on("sqlite", reason="PostgreSQL has no INSERT OR REPLACE")
@pytest.mark.parametrize("columns", ["id", "article_id, number"])
def test_replacing_is_refused(kept, columns):
    names = [field.column for field in Revision._meta.concrete_fields]
    taken = [name if name in columns else {"id": "NULL", "number": "number + 9"}.get(name, name) for name in names]
    assert refused(f"INSERT OR REPLACE INTO {TABLE} ({', '.join(names)}) SELECT {', '.join(taken)} FROM {TABLE}")


@pytest.mark.only_on("postgresql", reason="SQLite has neither")
@pytest.mark.parametrize(
    "sql",
    [
        f"TRUNCATE {TABLE}",
        f"INSERT INTO {TABLE} SELECT * FROM {TABLE} ON CONFLICT (article_id, number) DO UPDATE SET why = 'x'",
    ],
)
def test_postgresql_refuses(kept, sql):
    assert refused(sql)


def complaints():
    return [message.msg for message in run_checks(databases=["default"]) if message.id == "articles.W003"]


def test_a_missing_trigger_is_noticed_and_put_back(kept, capsys):
    assert complaints() == []
    name = sorted(revision_schema.TRIGGERS[connection.vendor])[0]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {TABLE}" if connection.vendor == "postgresql" else ""))
    assert complaints() == [f"Revisions can be changed: the database has no trigger {name}."]
    call_command("begin_revisions")
    assert f"Put back: {name}." in capsys.readouterr().out
    assert complaints() == []
    assert refused(f"DELETE FROM {TABLE}")


@pytest.mark.only_on("postgresql", reason="a trigger of SQLite cannot be put to sleep")
def test_a_trigger_that_sleeps_is_noticed(kept):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL")
    assert len(complaints()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_suite_empties_the_table_between_tests_of_transactions_and_guards_it_again(time):
    assert not Revision.objects.exists()
    make_article()
    assert complaints() == []
