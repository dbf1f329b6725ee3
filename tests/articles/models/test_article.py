"""Rules of an article that the database itself holds, and what an article says of itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from articles.choices import Status
from articles.models import DEFAULT_DISCLOSURE, Article
from articles.workflow import withdraw
from tests.factories import PUBLISHED_AT, make_article, make_category, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("missing", ["published_at", "first_published_at"])
def test_a_published_article_has_its_dates(missing):
    article = make_article()
    with pytest.raises(IntegrityError, match="published_article_has_dates"):
        QuerySet.update(Article.objects.filter(pk=article.pk), **{missing: None})


def test_a_draft_needs_no_date():
    assert make_article(published=False).published_at is None


def test_an_article_has_a_headline():
    with pytest.raises(IntegrityError, match="article_has_headline"):
        make_article(published=False, headline="")


def test_a_slug_names_one_article():
    make_article(slug="stocks-rise")
    with pytest.raises(IntegrityError, match="slug"):
        make_article(slug="stocks-rise")


def test_a_source_and_its_reference_name_one_article():
    make_article(source_name="Wire", source_reference="urn:1")
    with pytest.raises(IntegrityError, match="source_reference"):
        make_article(source_name="Wire", source_reference="urn:1")


def test_two_sources_may_use_one_reference():
    make_article(source_name="Wire", source_reference="urn:1")
    assert make_article(source_name="Agency", source_reference="urn:1").pk


def test_many_articles_of_one_source_may_have_no_reference():
    make_article(source_name="Wire")
    assert make_article(source_name="Wire").pk


def test_the_form_hears_in_a_sentence_that_the_source_exists():
    make_article(source_name="Wire", source_reference="urn:1")
    again = Article(
        headline="H", slug="h", body="<p>b</p>", category=make_category(), source_name="Wire", source_reference="urn:1"
    )
    with pytest.raises(ValidationError, match="exists already"):
        again.full_clean()


def test_a_category_with_articles_stays():
    article = make_article()
    with pytest.raises(IntegrityError):
        article.category.delete()


def test_the_disclosure_is_the_houses_unless_told_otherwise():
    assert make_article().disclosure == DEFAULT_DISCLOSURE == "Education only / not financial advice"


def test_an_article_begins_as_a_draft_in_english_without_a_version():
    article = make_article(published=False)
    assert (article.status, article.language, article.version) == (Status.DRAFT, "en", 0)


def test_losing_the_account_that_wrote_it_leaves_the_article():
    user = make_user()
    article = make_article(created_by=user)
    user.delete()
    article.refresh_from_db()
    assert article.created_by is None


def test_its_address_has_the_day_in_the_newsrooms_time_zone():
    article = make_article(slug="late", published_at=datetime(2026, 2, 11, 3, 0, tzinfo=UTC))  # 22:00 in New York
    assert article.get_absolute_url() == "/articles/2026/02/10/late/"


def test_a_draft_is_read_at_its_preview():
    article = make_article(published=False)
    assert article.get_absolute_url() == article.preview_url == f"/articles/preview/{article.pk}/"


def test_a_withdrawn_article_keeps_its_address():
    article = make_article()
    before = article.get_absolute_url()
    withdraw(article)
    assert article.get_absolute_url() == before


def test_it_is_public_once_published():
    assert make_article().is_public


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_it_is_not_public_in_any_other_state(status):
    assert not Article(status=status, published_at=PUBLISHED_AT).is_public


def test_it_is_public_from_its_very_second():
    article = make_article(published_at=timezone.now() + timedelta(days=1))
    with time_machine.travel(article.published_at - timedelta(microseconds=1), tick=False):
        assert not article.is_public
    with time_machine.travel(article.published_at, tick=False):
        assert article.is_public


def test_articles_stand_newest_first_unless_told_otherwise():
    old = make_article(published_at=PUBLISHED_AT)
    new = make_article(published_at=PUBLISHED_AT + timedelta(hours=1))
    assert list(Article.objects.all()) == [new, old]


def test_it_tells_how_long_it_takes_to_read():
    assert make_article(body=f"<p>{'word ' * 500}</p>").reading_minutes == 3
