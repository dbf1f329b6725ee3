from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.models import Announcement, Article
from articles.signals import article_appeared


def expect(articles: list[Article]) -> None:
    """These are published from now on: each is to be announced when readers see it."""
    Announcement.objects.bulk_create([Announcement(article=article) for article in articles], ignore_conflicts=True)


def expect_no_more(article: Article) -> None:
    """It is not published any more."""
    Announcement.objects.filter(article=article).delete()


def announce_public(articles: list[Article]) -> None:
    """Announces those of them that readers see now and that nobody has announced yet."""
    public = {article.pk: article for article in articles if article.is_public}
    claimed = Announcement.objects.select_for_update().filter(pk__in=public)
    if found := sorted(claimed.values_list("pk", flat=True)):
        _tell([public[pk] for pk in found])


def unannounced() -> list[Any]:
    """The keys of articles whose time came without anybody announcing them."""
    return list(Announcement.objects.due().values_list("pk", flat=True))


@transaction.atomic
def announce(pk: Any) -> str:
    """Announces one article that is due; "" if another does it, or did, or it is due no more.

    The row is taken in the transaction that tells: where telling fails, or the process is killed,
    the row is there again, and the next tick finds it.
    """
    due = Announcement.objects.due().select_related("article").filter(pk=pk)
    row = due.select_for_update(skip_locked=True, no_key=True, of=("self", "article")).first()
    if row is None:
        return ""
    _tell([row.article])
    return f"“{row.article}”"


def _tell(articles: list[Article]) -> None:
    Announcement.objects.filter(pk__in=[article.pk for article in articles]).delete()
    article_appeared.send(sender=Article, articles=articles)
