from __future__ import annotations

import pytest

from articles.models import Article, SearchDocument
from articles.search import find
from articles.signals import article_changed
from articles.workflow import record, withdraw
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_a_record_counts_the_version_and_tells_the_rest():
    article, heard = make_article(), []

    def listen(sender, articles, **kwargs):
        heard.extend(article.version for article in articles)

    article_changed.connect(listen)
    record(article)
    article_changed.disconnect(listen)
    assert heard == [article.version] == [Article.objects.get().version]


def test_two_copies_of_an_article_count_one_after_the_other():
    article = make_article()
    record(Article.objects.get())
    record(Article.objects.get())
    assert Article.objects.get().version == article.version + 2


def test_the_index_follows():
    article = make_article(headline="Before")
    Article.objects.update(headline="After")
    record(Article.objects.get())
    assert find("after", 9) == [article.pk]
    assert find("before", 9) == []
    withdraw(article)
    assert not SearchDocument.objects.exists()
