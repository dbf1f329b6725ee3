"""New articles written together: many rows in a statement, one transaction, one call of the index.

Only what is plainly new comes this way, and what says nothing new is passed over. Whatever needs a
closer look (an article that changed or stands twice, a taken address, a picture, related articles, a
record that cannot be stored) is left to `Importer.write`, which writes, or says why not, one record
at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from articles.exchange import identity
from articles.exchange.article_writer import NewArticle
from articles.exchange.importer import Importer
from articles.exchange.records import BadRecord, Outcome
from articles.exchange.worked_out import WorkedOut
from articles.models import Article
from articles.workflow import Refused

#: So many bad records are taken out of a batch; with more of them each record is written alone.
MOST_BAD = 8


def write_together(importer: Importer, found: Sequence[WorkedOut]) -> dict[int, Outcome]:
    """Writes those that are plainly new, and passes over those that say nothing new; what became of them, by position.

    Never raises for what a record could cause: then it has written none.
    """
    if len(found) < 2:
        return {}
    wanted, unchanged = _sorted_out(importer, found)
    warn, warnings = importer.known.warn, list[str]()
    importer.known.warn = warnings.append
    try:
        made = _written(importer, found, wanted, warnings)
    finally:
        importer.known.warn = warn
    if not made:
        wanted, warnings = [], []
    for sentence in [note for at in sorted([*wanted, *unchanged]) for note in found[at].record.notes] + warnings:
        importer.warn(sentence)
    for pk in [*(article.pk for article in made), *unchanged.values()]:
        importer.seen.add(pk)
    return dict.fromkeys(wanted, Outcome.CREATED) | dict.fromkeys(unchanged, Outcome.UNCHANGED)


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


Key = tuple[str, ...]


def _sorted_out(importer: Importer, found: Sequence[WorkedOut]) -> tuple[list[int], dict[int, int]]:
    """The positions of those that are plainly new; of those that say nothing new, with the keys of their articles."""
    stored = _stored(found)
    new: list[int] = []
    unchanged: dict[int, int] = {}
    met: set[Key] = set()
    for at, one in enumerate(found):
        key = _key(one)
        if key not in met and one.record.picture is None:
            if key not in stored:
                new += [] if one.record.related else [at]
            elif importer.is_unchanged(stored[key], one.content_hash):
                unchanged[at] = stored[key].pk
        met.add(key)
    return new, unchanged


def _key(one: WorkedOut) -> Key:
    record = one.record
    return (record.source_name, record.source_reference) if record.source_reference else (one.fingerprint,)


def _stored(found: Sequence[WorkedOut]) -> dict[Key, identity.Stored]:
    """What the archive has of them; of several articles the first, as `identity.find` does."""
    references: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if one.record.source_reference:
            references[one.record.source_name].append(one.record.source_reference)
    fingerprints = [one.fingerprint for one in found if one.fingerprint]
    known: dict[Key, identity.Stored] = {}
    by_fingerprint = Article.objects.filter(fingerprint__in=fingerprints).order_by("pk")
    for fingerprint, *rest in by_fingerprint.values_list("fingerprint", *identity.Stored._fields):
        known.setdefault((fingerprint,), identity.Stored(*rest))
    for name, wanted in references.items():
        rows = identity.of_source(name, wanted).order_by().values_list("source_reference", *identity.Stored._fields)
        known.update(((name, reference), identity.Stored(*rest)) for reference, *rest in rows)
    return known
