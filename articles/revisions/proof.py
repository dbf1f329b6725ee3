"""The proof that nothing was changed, left out or cut off: every chain of revisions, link by link."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db import transaction

from articles.choices import Action
from articles.models import Article, Revision
from articles.revisions.chain import hash_of
from articles.revisions.content import contents, without_names

#: Chains that are looked at together.
BATCH = 200
_HASHED = ("number", "action", "account", "by", "at", "why", "previous", "content")


class Fault(NamedTuple):
    """A broken link: of which article, at which revision (None: of the chain), and what is wrong."""

    article: int
    number: int | None
    what: str

    def __str__(self) -> str:
        return f"article {self.article}" + (f", revision {self.number}" if self.number else "") + f": {self.what}"


class Proved(NamedTuple):
    """What a batch of articles gave."""

    articles: int
    revisions: int
    faults: list[Fault]


def prove() -> Iterator[Proved]:
    """Every article and every chain, in batches; an article that was being saved meanwhile is looked at again."""
    last = 0
    while keys := _next_keys(last):
        last = keys[-1]
        number, faults = _look(keys)
        for key in sorted({fault.article for fault in faults}):
            faults = [fault for fault in faults if fault.article != key] + _look_again(key)
        yield Proved(len(keys), number, sorted(faults, key=lambda fault: fault.article))


def _next_keys(last: int) -> list[int]:
    """Articles that are there, and those that are gone and left their revisions."""
    present = Article.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
    kept = Revision.objects.filter(article__gt=last).order_by("article_id").values_list("article", flat=True).distinct()
    return sorted({*present[:BATCH], *kept[:BATCH]})[:BATCH]


@transaction.atomic
def _look_again(key: int) -> list[Fault]:
    Article.objects.locked().filter(pk=key).order_by().first()
    return _look([key])[1]


def _look(keys: list[int]) -> tuple[int, list[Fault]]:
    """How many revisions these articles have, and what is wrong with them."""
    rows = Revision.objects.filter(article__in=keys).order_by("article_id", "number")
    each = rows.values_list("article", "hash", *_HASHED).iterator(chunk_size=BATCH)
    number, faults, ends = 0, list[Fault](), dict[int, dict[str, Any]]()
    for article, links in groupby(each, key=lambda row: row[0]):
        before: dict[str, Any] = {}
        for _, stored, *values in links:
            link = {**dict(zip(_HASHED, values, strict=True)), "hash": stored}
            faults += [Fault(article, link["number"], what) for what in _wrong(article, link, before)]
            before = link
            number += 1
        ends[article] = before
    present = contents(keys)
    for key in keys:
        faults += _wrong_end(key, ends.get(key), present.get(key))
    return number, faults


def _wrong(article: int, link: dict[str, Any], before: dict[str, Any]) -> Iterable[str]:
    if hash_of(article=article, **{name: link[name] for name in _HASHED}) != link["hash"]:
        yield "its hash is not the hash of what it holds."
    if not before:
        if link["previous"]:
            yield "it names a revision before it, and there is none."
        return
    if before["action"] == Action.DELETED:
        yield "it follows a revision that says that the article was deleted."
    if link["number"] != before["number"] + 1:
        yield f"the revision before it is number {before['number']}."
    if link["previous"] != before["hash"]:
        yield "it does not name the hash of the revision before it."


def _wrong_end(key: int, end: dict[str, Any] | None, present: tuple[int, dict[str, Any]] | None) -> Iterable[Fault]:
    if end is None:
        yield Fault(key, None, "it has no revision; begin_revisions makes the first one.")
        return
    number, is_deleted = end["number"], end["action"] == Action.DELETED
    if present is None:
        if not is_deleted:
            yield Fault(key, number, "the article is gone, and no revision says that it was deleted.")
        return
    version, content = present
    if is_deleted:
        yield Fault(key, number, "it says that the article was deleted, and the article is there.")
    elif version != number:
        yield Fault(key, number, f"it is the last one, and the article is at version {version}.")
    elif differing := _differing(end["content"], content):
        yield Fault(key, number, f"the article was changed after it, without a revision: {', '.join(differing)}.")


def _differing(stored: str, present: dict[str, Any]) -> list[str]:
    """The fields in which an article is not as its last revision says; those that it did not have yet are left out."""
    try:
        kept = json.loads(stored)
    except ValueError:
        return ["all of it"]
    return [
        name for name in sorted(kept.keys() & present.keys())
        if without_names(kept[name]) != without_names(present[name])
    ]  # fmt: skip
