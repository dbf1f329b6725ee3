"""The first revisions of articles that are older than revisions are."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.choices import Action
from articles.models import Article, Revision
from articles.revisions.chain import append

BATCH = 500
_OWN = Revision.objects.filter(article=OuterRef("pk"))


def is_due() -> bool:
    """Whether articles are without a revision, by a look at one: `begin` comes to the oldest last of all."""
    oldest = Article.objects.order_by("pk").annotate(has_one=Exists(_OWN)).values_list("has_one", flat=True)[:1]
    return False in oldest


def begin(batch: int = BATCH) -> Iterator[int]:
    """Keeps every article that has no revision as it is now, newest first; yields how many, batch by batch.

    Each batch is one transaction: stopped half way, it is run again.
    """
    before = None
    while True:
        with transaction.atomic():
            found = Article.objects.filter(~Exists(_OWN)).order_by("-pk").locked()
            if before is not None:
                found = found.filter(pk__lt=before)
            articles = list(found.only("pk")[:batch])
            if not articles:
                return
            Article.objects.filter(pk__in=[article.pk for article in articles], version=0).update(version=1)
            append(articles, action=Action.BEGUN)
        before = articles[-1].pk
        yield len(articles)
