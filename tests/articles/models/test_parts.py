"""The parts of an article: each place is taken once, each thing named once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.models import (
    Byline,
    Correction,
    FrontPageSlot,
    KeyPoint,
    PinnedRelated,
    RiskStatement,
    StandingPage,
    TickerSentiment,
)
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_risk, make_ticker

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


def key_point(article, position):
    return KeyPoint.objects.create(article=article, position=position, text=f"Point {position}")


def risk_statement(article, position):
    return RiskStatement.objects.create(article=article, position=position, text=f"Risk {position}")


def byline(article, position):
    return Byline.objects.create(article=article, position=position, author=make_author())


def pinned(article, position):
    return PinnedRelated.objects.create(article=article, position=position, related=make_article())


PARTS = [key_point, risk_statement, byline, pinned]


@pytest.mark.parametrize("make", PARTS)
def test_a_position_is_taken_once_an_article(article, make):
    make(article, 1)
    with pytest.raises(IntegrityError, match="position"):
        make(article, 1)


@pytest.mark.parametrize("make", PARTS)
def test_other_articles_have_positions_of_their_own(article, make):
    make(article, 1)
    assert make(make_article(), 1).pk


@pytest.mark.parametrize("make", PARTS)
def test_parts_stand_in_their_order(article, make):
    last, first = make(article, 2), make(article, 1)
    assert list(type(first).objects.filter(article=article)) == [first, last]


def test_an_author_is_named_once_an_article(article):
    author = make_author()
    Byline.objects.create(article=article, author=author, position=1)
    with pytest.raises(IntegrityError, match="author"):
        Byline.objects.create(article=article, author=author, position=2)


def test_an_author_with_articles_stays(article):
    author = byline(article, 1).author
    with pytest.raises(IntegrityError):
        author.delete()


def test_a_ticker_appears_once_an_article(article):
    ticker = make_ticker()
    TickerSentiment.objects.create(article=article, ticker=ticker)
    with pytest.raises(IntegrityError, match="ticker"):
        TickerSentiment.objects.create(article=article, ticker=ticker)


def test_the_form_hears_that_a_ticker_is_tagged_already(article):
    ticker = make_ticker()
    TickerSentiment.objects.create(article=article, ticker=ticker)
    with pytest.raises(ValidationError, match="only once"):
        TickerSentiment(article=article, ticker=ticker).full_clean()


def test_a_ticker_with_articles_stays(article):
    tagged = TickerSentiment.objects.create(article=article, ticker=make_ticker())
    with pytest.raises(IntegrityError):
        tagged.ticker.delete()


def test_tickers_stand_by_symbol(article):
    for symbol in ("SPY", "BRK.B", "QQQ"):
        TickerSentiment.objects.create(article=article, ticker=make_ticker(symbol=symbol))
    assert [tagged.ticker.symbol for tagged in article.ticker_sentiments.all()] == ["BRK.B", "QQQ", "SPY"]


def test_a_pinned_article_is_another(article):
    with pytest.raises(IntegrityError, match="pinned_is_another"):
        PinnedRelated.objects.create(article=article, related=article, position=1)


def test_an_article_is_pinned_once(article):
    other = make_article()
    PinnedRelated.objects.create(article=article, related=other, position=1)
    with pytest.raises(IntegrityError, match="related"):
        PinnedRelated.objects.create(article=article, related=other, position=2)


def test_two_articles_may_be_pinned_on_each_other(article):
    other = make_article()
    PinnedRelated.objects.create(article=article, related=other, position=1)
    assert PinnedRelated.objects.create(article=other, related=article, position=1).pk


def test_a_statement_outlives_its_tracked_risk(article):
    statement = RiskStatement.objects.create(article=article, position=1, text="It may fail.", risk=make_risk())
    statement.risk.delete()
    statement.refresh_from_db()
    assert (statement.risk, statement.text) == (None, "It may fail.")


def test_a_risk_outlives_its_category():
    risk = make_risk(category=make_category())
    risk.category.delete()
    risk.refresh_from_db()
    assert risk.category is None


def test_corrections_stand_newest_first(article):
    old = Correction.objects.create(article=article, note="Old", at=PUBLISHED_AT)
    new = Correction.objects.create(article=article, note="New", at=PUBLISHED_AT + timedelta(hours=1))
    assert list(article.corrections.all()) == [new, old]


def test_a_place_on_the_front_page_is_taken_once(article):
    FrontPageSlot.objects.create(position=1, article=article)
    with pytest.raises(IntegrityError, match="position"):
        FrontPageSlot.objects.create(position=1, article=make_article())


def test_a_story_has_one_place_on_the_front_page(article):
    FrontPageSlot.objects.create(position=1, article=article)
    with pytest.raises(IntegrityError, match="article"):
        FrontPageSlot.objects.create(position=2, article=article)


def test_there_is_one_page_of_each_kind():
    with pytest.raises(IntegrityError, match="slug"):
        StandingPage.objects.create(slug="about", title="Another")


def test_there_is_no_other_kind_of_standing_page():
    with pytest.raises(ValidationError, match="not a valid choice"):
        StandingPage(slug="jobs", title="Jobs").full_clean()


def test_a_deleted_article_takes_its_parts_along(article):
    for make in PARTS:
        make(article, 1)
    TickerSentiment.objects.create(article=article, ticker=make_ticker())
    pk = article.pk
    article.delete()
    for model in (KeyPoint, RiskStatement, Byline, PinnedRelated, TickerSentiment):
        assert not model.objects.filter(article=pk).exists()
