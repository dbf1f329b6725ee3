"""A risk that says what a tracked one says, and is not tied to it."""

from __future__ import annotations

from collections.abc import Iterator

from articles.models import Risk
from articles.proofing.findings import Finding, Offer, advice
from articles.proofing.story import Story
from articles.search.stemming import stem
from articles.search.words import words
from articles.text import fold

#: So many tracked risks are compared, the ones changed last.
COMPARED = 2_000
#: Of the words of the shorter one so many must stand in the other; shorter ones must have all of them.
ALIKE = 0.75
FEWEST_WORDS = 3
_STOP = {
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "if", "is", "are", "be", "been", "was",
    "with", "from", "as", "its", "it", "that", "this", "which", "could", "may", "might", "would", "will", "can", "over",
    "risk", "risks", "about", "whether", "has", "have", "than", "into", "their", "s",
}  # fmt: skip


def tracked_already(story: Story) -> Iterator[Finding]:
    free = [line for line in story.risks if line.risk is None and line.text.strip()]
    if not free:
        return
    chosen = {line.risk for line in story.risks if line.risk is not None}
    known = Risk.objects.exclude(pk__in=chosen).order_by("-changed_at", "-pk").values_list("pk", "title", "description")
    tracked = [
        (pk, title, {fold(title), fold(text)}, (_said(title), _said(text))) for pk, title, text in known[:COMPARED]
    ]
    for line in free:
        folded, said = fold(line.text).rstrip("."), _said(line.text)
        best = max(
            ((2.0 if folded in texts else max(_likeness(said, one) for one in sets), -at, pk, title)
             for at, (pk, title, texts, sets) in enumerate(tracked)),
            default=None,
        )  # fmt: skip
        if best and best[0] >= ALIKE:
            like = "is a tracked risk already" if best[0] > 1 else "is much like a tracked risk"
            yield advice(
                f"This risk {like}: \u201c{best[3]}\u201d.",
                f"risk_statements-{line.row}-risk",
                Offer("risk", best[2], best[3], "Use this one", line.row),
            )


def _said(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word not in _STOP)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that the other has; 0 where it has too few to tell."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest >= FEWEST_WORDS else 0.0
