"""Links to related articles that were not there yet when the article was written.

They wait in a temporary file, not in memory. Until they have been looked for a second time, an
article's `content_hash` is empty, so that an import which is stopped half way finds it again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from django.db import transaction
from django.db.models import F

from articles.choices import Action
from articles.exchange.identity import of_source
from articles.models import Article, PinnedRelated, Revision
from articles.text import fold, short_slug
from articles.workflow import record_all

ROUND = 10_000
BATCH = 500
MAX_NAMES = 20_000


class RelatedLater:
    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 (closed in __exit__)
        self.count = 0

    def __enter__(self) -> RelatedLater:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, pk: int, source: str, wanted: list[str], content_hash: str) -> None:
        self.count += 1
        self._file.write(json.dumps([pk, source, wanted, content_hash]) + "\n")

    def link(self) -> None:
        """Look for all of them once more, by the indexes first, and finish the articles."""
        self._file.seek(0)
        for waiting in _batches((json.loads(line) for line in self._file), ROUND):
            found = [resolve(wanted, source) for _, source, wanted, _ in waiting]
            missing = {name for (_, _, wanted, _), known in zip(waiting, found, strict=True) for name in wanted}
            missing.difference_update(*found)
            by_headline = _by_headline(missing)
            for batch in _batches(zip(waiting, found, strict=True), BATCH):
                with transaction.atomic():
                    ours = _untouched([pk for (pk, *_), _ in batch])
                    changed = []
                    for (pk, _, wanted, content_hash), known in batch:
                        if pk not in ours:
                            continue
                        if pin(pk, [known.get(name) or by_headline.get(name) for name in wanted]):
                            changed.append(ours[pk])
                        Article.objects.filter(pk=pk, content_hash="").update(content_hash=content_hash)
                    record_all(changed, action=Action.IMPORTED)


def resolve(wanted: list[str], source: str) -> dict[str, int]:
    """Which of the references, slugs or headlines name an article; by indexes alone.

    A headline is found through the slug that it makes, and must then be the same.
    """
    found: dict[str, int] = {}
    slugs = {short_slug(name): name for name in wanted}
    rows = Article.objects.filter(slug__in={*wanted, *slugs}).values_list("pk", "slug", "headline")
    for pk, slug, headline in rows:
        if slug in wanted:
            found.setdefault(slug, pk)
        if slug in slugs and fold(slugs[slug]) == fold(headline):
            found.setdefault(slugs[slug], pk)
    if source:
        found.update(of_source(source, wanted).values_list("source_reference", "pk"))
    return found


def _untouched(keys: list[int]) -> dict[int, Article]:
    """Those of the articles, locked, that nobody wrote since the import did; the next import sees to the others."""
    found = {one.pk: one for one in Article.objects.locked().filter(pk__in=keys).order_by("pk")}
    imported = Revision.objects.filter(article__in=keys, number=F("article__version"), action=Action.IMPORTED)
    return {pk: found[pk] for pk in imported.values_list("article", flat=True) if pk in found}


def pin(pk: int, related: Iterable[int | None]) -> bool:
    """Make these the article's pinned articles, in order. Returns whether they were others before."""
    wanted = [other for other in dict.fromkeys(related) if other is not None and other != pk]
    pinned = PinnedRelated.objects.filter(article=pk)
    if list(pinned.values_list("related", flat=True)) == wanted:
        return False
    pinned.delete()
    PinnedRelated.objects.bulk_create(
        PinnedRelated(article_id=pk, related_id=other, position=position)
        for position, other in enumerate(wanted, start=1)
    )
    return True


def _by_headline(names: set[str]) -> dict[str, int]:
    """A pass over the archive for each `MAX_NAMES`, since headlines have no index; none for none."""
    found: dict[str, int] = {}
    wanted = sorted(names)
    for start in range(0, len(wanted), MAX_NAMES):
        rows = Article.objects.filter(headline__in=wanted[start : start + MAX_NAMES]).order_by("-pk")
        found.update(rows.values_list("headline", "pk"))
    return found


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
