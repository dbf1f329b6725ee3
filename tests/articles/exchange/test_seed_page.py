"""The real page, field by field."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.choices import Sentiment, Status, TickerRole
from articles.exchange.run import Options, import_paths
from articles.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def seed(shared_data, tmp_path):
    def run(**options):
        return import_paths([shared_data / "seed"], Options(rejects=tmp_path / "rejects.jsonl", **options))

    return run


def test_every_part_of_the_page_is_imported(seed, shared_data):
    report = seed(publish=True)
    assert report.failures == 0
    article = Article.objects.get()
    words = next((shared_data / "seed").glob("*.txt")).read_text(encoding="utf-8")
    assert article.headline == (
        "Upcoming Talks Between U.S. Treasury and Chinese Vice Premier to Advance Trade Negotiations"
    )
    assert article.dek.startswith("Preparations underway for face-to-face discussions")
    assert timezone.localtime(article.published_at).date().isoformat() == "2026-02-10"
    assert article.status == Status.PUBLISHED
    assert article.is_public
    assert (article.category.name, article.category.description) == ("Finance", "Financial News")
    assert article.summary.startswith("High-level diplomatic efforts")
    assert article.summary.endswith("comprehensive trade agreement.")
    points = [point.text for point in article.key_points.all()]
    assert len(points) == 4
    assert article.body.count("<p>") == 9
    assert article.body.startswith("<p>Recent diplomatic efforts")
    risks = [statement.text for statement in article.risk_statements.all()]
    assert len(risks) == 4
    assert all(text in words for text in [*points, *risks])
    assert article.disclosure == "Education only / not financial advice"
    tags = {str(tag.ticker): (tag.sentiment, tag.role) for tag in article.ticker_sentiments.all()}
    assert tags == {
        "NYSE:SPY": (Sentiment.POSITIVE, TickerRole.SUBJECT),
        "NASDAQ:QQQ": (Sentiment.POSITIVE, TickerRole.SUBJECT),
    }
    assert "Loading" not in article.body
    assert "Search Articles" not in article.body


def test_a_second_run_says_unchanged_and_writes_nothing(seed):
    seed(publish=True)
    before = Article.objects.get()
    report = seed(publish=True)
    assert next(report.lines("article")) == "article: 0 created, 0 updated, 1 unchanged, 0 skipped, 0 failed"
    after = Article.objects.get()
    assert (after.modified_at, after.version) == (before.modified_at, before.version)


def test_related_headlines_are_linked_where_such_an_article_exists(seed, story, import_records):
    import_records(story(headline="Jumia Technologies Shares Decline Following Q4 Financial Results"))
    seed()
    article = Article.objects.get(category__name="Finance")
    assert [str(pinned) for pinned in article.pinned.all()] == [
        "Jumia Technologies Shares Decline Following Q4 Financial Results"
    ]


def test_the_day_has_no_hour_so_it_is_its_first_instant_in_the_newsroom(seed):
    seed()
    assert Article.objects.get().published_at == datetime(2026, 2, 10, 5, 0, tzinfo=UTC)
