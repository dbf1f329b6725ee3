"""What follows a change of an article. Connected once, in `ArticlesConfig.ready`."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from articles import names, search, touched
from articles.choices import Status
from articles.models import Article
from articles.signals import article_appeared, article_changed
from edge import coming, purging


def connect() -> None:
    article_changed.connect(index_articles, dispatch_uid="articles.index_articles")
    article_changed.connect(touch_pages, dispatch_uid="articles.touch_pages")
    article_appeared.connect(touch_pages, dispatch_uid="articles.touch_pages_that_appear")
    for model in touched.PARTS:
        post_save.connect(touch_part, sender=model, dispatch_uid=f"articles.touch_{model.__name__}")
        post_delete.connect(touch_part, sender=model, dispatch_uid=f"articles.touch_deleted_{model.__name__}")
    for source in (touched.scheduled, touched.choices_that_end, touched.midnight):
        coming.add(f"articles.{source.__name__}", source)


def touch_pages(sender: Any, articles: list[Article], **kwargs: Any) -> None:
    """Of articles that readers have seen, or are going to; what was withdrawn is not to be seen again."""
    shown = [article for article in articles if article.first_published_at]
    purging.touch(*touched.names_of(shown))
    purging.forget(*(names.article(article.pk) for article in shown if article.status == Status.WITHDRAWN))


def touch_part(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Of what articles point to, and what stands round and above them."""
    purging.touch(*touched.names_of_part(instance))


def index_articles(sender: Any, articles: list[Article], **kwargs: Any) -> None:
    """In the same transaction as the change, so that the index cannot drift."""
    search.engine().index(articles)
