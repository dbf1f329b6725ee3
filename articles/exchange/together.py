"""New articles written together: many rows in a statement, one transaction, one call of the index.

Only what is plainly new comes this way. Whatever needs a closer look (an article that is stored
already or stands twice, a taken address, a picture, related articles, a record that cannot be
stored) is left to `Importer.write`, which writes, or says why not, one record at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from articles.exchange import identity
from articles.exchange.article_writer import NewArticle
from articles.exchange.importer import Importer
from articles.exchange.records import BadRecord
from articles.exchange.worked_out import WorkedOut
from articles.models import Article
from articles.workflow import Refused

#: So many bad records are taken out of a batch; with more of them each record is written alone.
MOST_BAD = 8


def write_together(importer: Importer, found: Sequence[WorkedOut]) -> set[int]:
    """Writes those that are plainly new; returns the positions of the ones that it wrote.

    Never raises for what a record could cause: then it has written none.
    """
    if len(found) < 2:
        return set()
    wanted = _plainly_new(found)
    warn, warnings = importer.known.warn, list[str]()
    importer.known.warn = warnings.append
    try:
        made = _written(importer, found, wanted, warnings)
    finally:
        importer.known.warn = warn
    if made:
        for sentence in [note for at in wanted for note in found[at].record.notes] + warnings:
            importer.warn(sentence)
    for article in made:
        importer.seen.add(article.pk)
    return set(wanted) if made else set()


def _written(importer: Importer, found: Sequence[WorkedOut], wanted: list[int], warnings: list[str]) -> list[Article]:
    """Takes bad records out of `wanted` and tries again without them, and without their warnings."""
    for _ in range(MOST_BAD):
        if not wanted:
            break
        warnings.clear()
        at = wanted[0]
        try:
            with transaction.atomic():
                new: list[NewArticle] = []
                for at in wanted:
                    new.append(importer.writer.prepare(found[at]))
                taken = _taken(new)
                if not taken:
                    made = importer.writer.create_all(new, importer.publish)
        except (BadRecord, ValidationError):
            importer.known.forget()
            wanted.remove(at)
        except (Refused, IntegrityError, DataError):
            importer.known.forget()
            break
        else:
            if not taken:
                importer.known.keep()
                return made
            wanted[:] = [at for place, at in enumerate(wanted) if place not in taken]
    return []


def _taken(new: list[NewArticle]) -> set[int]:
    """The places of those whose address an article has, or another of these before them."""
    slugs = [one.article.slug for one in new]
    used = set(Article.objects.filter(slug__in=slugs).order_by().values_list("slug", flat=True))
    taken = set()
    for place, slug in enumerate(slugs):
        if slug in used:
            taken.add(place)
        used.add(slug)
    return taken


def _plainly_new(found: Sequence[WorkedOut]) -> list[int]:
    references: dict[str, list[str]] = defaultdict(list)
    fingerprints = [one.fingerprint for one in found if one.fingerprint]
    for one in found:
        if one.record.source_reference:
            references[one.record.source_name].append(one.record.source_reference)
    known: set[tuple[str, ...]] = {
        (fingerprint,)
        for fingerprint in Article.objects.filter(fingerprint__in=fingerprints)
        .order_by()
        .values_list("fingerprint", flat=True)
    }
    for name, wanted in references.items():
        rows = identity.of_source(name, wanted).order_by().values_list("source_reference", flat=True)
        known.update((name, reference) for reference in rows)
    new = []
    for at, one in enumerate(found):
        record = one.record
        key = (record.source_name, record.source_reference) if record.source_reference else (one.fingerprint,)
        if key not in known and not record.related and record.picture is None:
            new.append(at)
        known.add(key)
    return new
