from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles.choices import Status
from articles.models import Announcement, Article
from articles.rows import insert_new, insert_rows


@transaction.atomic
def enter(articles: list[Article], publish: bool = False) -> list[Article]:
    """Store many new articles that have bodies, as drafts, or published as `publish` does it.

    Their parts are written next, and then `record_all` is called, in the same transaction.
    """
    if publish:
        now = timezone.now()
        for article in articles:
            article.status = Status.PUBLISHED
            article.published_at = article.first_published_at = article.published_at or now
    insert_new(articles)
    keys = dict(Article.objects.filter(slug__in=[one.slug for one in articles]).order_by().values_list("slug", "pk"))
    for article in articles:
        article.pk = keys[article.slug]
        article._state.adding = False
    if publish:
        insert_rows(Announcement, [{"article_id": article.pk} for article in articles])
    return articles
