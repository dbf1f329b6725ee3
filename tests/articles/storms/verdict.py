"""What a storm left in the database, against what those in it were told: everything lost, unasked or broken."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from articles.models import Article, Note, Revision
from articles.revisions.proof import prove

#: What a verb changes, and what telling readers of a correction does.
BY_VERB = {"status", "published_at", "first_published_at", "withdrawal"}
BY_CORRECTION = {"corrections", "updated_at"}


class Save(NamedTuple):
    """A form that was accepted: what was typed into which field, over which version."""

    article: int
    opened: int
    field: str
    value: str
    button: str


class Told(NamedTuple):
    """A verb's page that was accepted: it was done, or had been done already."""

    article: int
    page: str


def faults_of(saves: Mapping[str, Save], told: Mapping[str, Told], refused: Sequence[str]) -> Iterator[str]:
    """A line each. `saves` and `told` are by the mark that was given as their reason; `refused` are such marks."""
    for proved in prove():
        yield from map(str, proved.faults)
    reasons: Counter[str] = Counter()
    corrected: set[str] = set()
    for key in set(Revision.objects.values_list("article", flat=True)):
        kept = list(Revision.objects.filter(article=key).order_by("number"))
        contents = [json.loads(one.content) for one in kept]
        for one in kept:
            reasons.update(one.why.replace("Correction: ", "").split())
        corrected |= {correction["note"] for content in contents for correction in content["corrections"]}
        for at in range(1, len(kept)):
            yield from _unasked(kept[at], contents[at - 1], contents[at], contents, saves)
        if any(one.action == "deleted" for one in kept[:-1]):
            yield f"article {key} went on after it was deleted"
        if (kept[-1].action == "deleted") == Article.objects.filter(pk=key).exists():
            yield f"article {key} is not there, or is there, against its last revision"
    for mark, save in saves.items():
        if reasons[mark] != 1:
            yield f"lost: {save} has {reasons[mark]} revisions"
    for mark, told_of in told.items():
        yield from _untold(mark, told_of, reasons[mark], mark in corrected)
    yield from (f"refused, and done: {mark}" for mark in refused if reasons[mark] or mark in corrected)


def _untold(mark: str, told: Told, revisions: int, is_corrected: bool) -> Iterator[str]:
    if told.page == "correct":
        if revisions != 1 or not is_corrected:
            yield f"lost: correction {mark}, {told}"
    elif revisions > 1:
        yield f"done twice: {mark}, {told}"
    else:
        notes = Note.objects.filter(article=told.article, text=mark).count()
        if notes != revisions and Article.objects.filter(pk=told.article).exists():
            yield f"lost: what was said with {mark}, {told}"


def _unasked(
    one: Revision,
    before: dict[str, Any],
    after: dict[str, Any],
    contents: list[dict[str, Any]],
    saves: Mapping[str, Save],
) -> Iterator[str]:
    """What this revision changed and its maker did not mean to."""
    changed = {name for name in after if before.get(name) != after[name]}
    save = next((saves[word] for word in one.why.split() if word in saves), None)
    if one.action == "reverted":
        wanted = contents[int(one.why.split("revision ")[1].split(".")[0]) - 1]
        meant = {name for name in changed if after[name] == wanted[name]}
    elif save:
        meant = {save.field} | (BY_VERB if save.button != "_save" else set())
        if after[save.field] != save.value or one.number != save.opened + 1:
            yield f"lost: {save} is {after[save.field]!r} in revision {one.number}"
    elif one.action == "imported":
        meant = {"headline", "body", "published_at"} | BY_VERB
    elif one.action == "corrected":
        meant = BY_CORRECTION
    else:
        meant = BY_VERB
    if changed - meant:
        yield f"unasked: article {one.article_id}, revision {one.number} ({one.action}) changed {changed - meant}"
