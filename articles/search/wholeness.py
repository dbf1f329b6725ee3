"""Whether the index has all that it should: for the system check, `/readyz` and `rebuild_index`."""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction

from articles import search_schema
from articles.choices import Status
from articles.models import Article, SearchDocument
from articles.search.engine import SearchEngine

#: What is run to make an index whole; said wherever one is found ill.
REMEDY = "run `python manage.py rebuild_index`"
#: A quick look is at so many of the newest articles.
NEWEST = 200


def is_there(engine: SearchEngine) -> bool:
    """Whether the engine's own table can be read."""
    try:
        with transaction.atomic():
            engine.rows()
    except DatabaseError:
        return False
    return True


def quickly(engine: SearchEngine) -> str:
    """What is wrong at a glance, in a few words; "" where nothing is."""
    published = Article.objects.published().order_by("-published_at", "-pk").values_list("pk", flat=True)
    newest = list(published[:NEWEST])
    if not newest:
        return ""
    found = dict(SearchDocument.objects.filter(pk__in=newest).values_list("pk", "place"))
    if not found:
        return "empty"
    try:
        with transaction.atomic():
            rows = len(engine.texts(found.values()))
    except DatabaseError:
        return "missing"
    return "short" if len(found) < len(newest) or rows < len(found) else ""


def counted(engine: SearchEngine) -> tuple[int, int, int]:
    """How many articles are published (those scheduled too), have a document, and a row of the engine.

    Raises `DatabaseError` where the engine's table is missing.
    """
    published = Article.objects.filter(status=Status.PUBLISHED).count()
    return published, SearchDocument.objects.count(), engine.rows()


def make_anew() -> None:
    """An empty table for the engine, whatever is there now; documents go with it."""
    with transaction.atomic():
        search_schema.drop(connection)
        SearchDocument.objects.all().delete()
        search_schema.create(connection)
