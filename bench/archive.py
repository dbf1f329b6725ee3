"""Fills a migrated, empty database with articles of the seeded generator, indexed and searchable.

`python -m bench.archive COUNT` in a site's environment. It writes the rows that an import would
write, past the importer's reading and checking, which `bench.importing` measures: a million are
there in twenty minutes on SQLite, forty on PostgreSQL. One process makes the articles, another writes them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from datetime import datetime
from html import escape
from typing import Any

from articles import search_schema
from bench.generate import CATEGORIES, SYMBOLS, articles

BATCH = 500
QUEUE = 6
AUTHORS = 20
#: PostgreSQL's index on words is made at the end, as when a backup is restored: nearly twice as fast.
BEFORE = {"sqlite": [], "postgresql": ["DROP INDEX articles_search_vector"]}
#: With what the database does by itself in a quiet hour.
AFTER = {
    "sqlite": ["PRAGMA optimize"],
    "postgresql": ["SET maintenance_work_mem = '1GB'", search_schema.VECTOR_INDEX, "VACUUM ANALYZE"],
}


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newssite.settings")
    batches: multiprocessing.Queue[Any] = multiprocessing.Queue(QUEUE)
    maker = multiprocessing.Process(target=_make, args=(count, batches), daemon=True)
    maker.start()
    import django

    django.setup()
    began = time.monotonic()
    names = _names()
    _run(BEFORE)
    done = 0
    while batch := batches.get():
        _write(batch, names)
        done += len(batch)
        if done % 50_000 == 0:
            print(f"{done:,} articles, {done / (time.monotonic() - began):,.0f} a second", file=sys.stderr, flush=True)
    maker.join()
    _run(AFTER)


def _make(count: int, batches: Any) -> None:
    batch = []
    for article in articles(count):
        batch.append(article)
        if len(batch) == BATCH:
            batches.put(batch)
            batch = []
    if batch:
        batches.put(batch)
    batches.put(None)


def _names() -> dict[str, Any]:
    from articles.models import Author, Category, Ticker

    for name in CATEGORIES:
        Category.objects.create(name=name, slug=name.lower())
    Ticker.objects.bulk_create([Ticker(exchange="NYSE", symbol=symbol, name=f"{symbol} Inc") for symbol in SYMBOLS])
    Author.objects.bulk_create([Author(name=f"Writer {n}", slug=f"writer-{n}") for n in range(AUTHORS)])
    return {
        "category": dict(Category.objects.values_list("name", "pk")),
        "ticker": {f"NYSE:{symbol}": pk for symbol, pk in Ticker.objects.values_list("symbol", "pk")},
        "author": dict(Author.objects.values_list("name", "pk")),
    }


def _write(batch: list[dict[str, Any]], names: dict[str, Any]) -> None:
    from django.db import transaction

    from articles import search
    from articles.models import Article, Byline, KeyPoint, RiskStatement, TickerSentiment
    from articles.rows import insert_rows

    with transaction.atomic():
        made = Article.objects.bulk_create(_article(one, names) for one in batch)
        each = [(article.pk, article.published_at, one) for article, one in zip(made, batch, strict=True)]
        insert_rows(KeyPoint, [
            {"article_id": pk, "position": at, "text": text}
            for pk, _, one in each for at, text in enumerate(one["key_points"], 1)
        ])  # fmt: skip
        insert_rows(RiskStatement, [
            {"article_id": pk, "position": at, "text": text, "listed_at": when}
            for pk, when, one in each for at, text in enumerate(one["risks"], 1)
        ])  # fmt: skip
        insert_rows(TickerSentiment, [
            {
                "article_id": pk, "ticker_id": names["ticker"][tag["ticker"]],
                "sentiment": tag["sentiment"], "listed_at": when,
            }
            for pk, when, one in each for tag in one["tickers"]
        ])  # fmt: skip
        insert_rows(Byline, [
            {"article_id": pk, "author_id": names["author"][name], "position": 1, "listed_at": when}
            for pk, when, one in each for name in one["authors"]
        ])  # fmt: skip
        search.engine().index(made)


def _article(one: dict[str, Any], names: dict[str, Any]) -> Any:
    from articles.choices import Status
    from articles.models import Article

    at = datetime.fromisoformat(one["published_at"])
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in one["body_text"].split("\n\n"))
    return Article(
        headline=one["headline"],
        dek=one["dek"],
        slug=one["source_reference"],
        category_id=names["category"][one["category"]],
        summary=one["summary"],
        body=body,
        status=Status.PUBLISHED,
        published_at=at,
        first_published_at=at,
        source_name=one["source_name"],
        source_reference=one["source_reference"],
    )


def _run(statements: dict[str, list[str]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


if __name__ == "__main__":
    main(int(sys.argv[1]))
