"""The headline: how long it is, and whether another story has it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower

from articles.choices import Status
from articles.models import Article
from articles.proofing.findings import Finding, advice, blocks
from articles.proofing.story import Story
from articles.text import STRAIGHT, fold, short_slug

LONGEST = 110
CURLED = str.maketrans({"'": "\u2019"})
#: Slugs that are made of the same headline: the first, and with -2, -3 and so on.
SAME_SLUGS = 9
#: Looked at; a column that is called the same every day has no end of them.
MOST = 100


def too_long(story: Story) -> Iterator[Finding]:
    if (length := len(story.headline)) > LONGEST:
        yield advice(
            f"The headline has {length} characters; search engines and phones cut it at {LONGEST}.", "headline"
        )


def used_before(story: Story) -> Iterator[Finding]:
    """By two indexes, of headlines in lower case and of slugs; what they give is compared folded."""
    if not story.headline.strip():
        return
    wanted = fold(story.headline)
    found = candidates(story.headline).order_by().values_list("pk", "headline", "status")[:MOST]
    statuses = [status for pk, headline, status in found if pk != story.key and fold(headline) == wanted]
    if Status.PUBLISHED in statuses:
        yield blocks("Another published story has this headline.", "headline")
    elif Status.DRAFT in statuses or Status.IN_REVIEW in statuses:
        yield advice("Another draft has this headline. Is somebody else writing this story?", "headline")


def candidates(headline: str) -> QuerySet[Article]:
    straight = " ".join(headline.translate(STRAIGHT).split())
    spellings = {" ".join(headline.split()), straight, straight.translate(CURLED)}
    same = Q()
    for spelling in sorted(spellings):
        same |= Q(lower_headline=Lower(Value(spelling)))
    if slug := short_slug(headline):
        same |= Q(slug__in=[slug, *(f"{slug}-{number}" for number in range(2, SAME_SLUGS + 1))])
    return Article.objects.annotate(lower_headline=Lower("headline")).filter(same)
