from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from articles.choices import Status
from articles.models import Article
from articles.workflow.announce import expect


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
    made = Article.objects.bulk_create(articles)
    if publish:
        expect(made)
    return made
