"""`listed_at` on the links of an article is always the date from which it is public."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Byline, RiskStatement, TickerSentiment
from articles.workflow import publish, withdraw
from tests.factories import PUBLISHED_AT, make_article, make_author, make_risk, make_ticker

pytestmark = pytest.mark.django_db


def link(article) -> None:
    Byline.objects.create(article=article, author=make_author(), position=1)
    RiskStatement.objects.create(article=article, risk=make_risk(), position=1, text="It may fail.")
    TickerSentiment.objects.create(article=article, ticker=make_ticker())


def listed_at(article) -> set:
    links = [*article.bylines.all(), *article.risk_statements.all(), *article.ticker_sentiments.all()]
    assert len(links) == 3
    return {row.listed_at for row in links}


@pytest.fixture
def draft():
    article = make_article(published=False)
    link(article)
    return article


def test_the_links_of_a_draft_are_in_no_list(draft):
    assert listed_at(draft) == {None}


def test_publishing_lists_them(draft):
    publish(draft, at=PUBLISHED_AT)
    assert listed_at(draft) == {PUBLISHED_AT}


def test_another_date_moves_them(draft):
    publish(draft, at=PUBLISHED_AT)
    publish(draft, at=PUBLISHED_AT + timedelta(days=1))
    assert listed_at(draft) == {PUBLISHED_AT + timedelta(days=1)}


def test_saving_another_date_moves_them(draft):
    publish(draft, at=PUBLISHED_AT)
    draft.published_at = PUBLISHED_AT - timedelta(days=1)
    draft.save()
    assert listed_at(draft) == {PUBLISHED_AT - timedelta(days=1)}


def test_withdrawing_takes_them_off(draft):
    publish(draft, at=PUBLISHED_AT)
    withdraw(draft)
    assert listed_at(draft) == {None}


def test_publishing_again_lists_them_again(draft):
    publish(draft, at=PUBLISHED_AT)
    withdraw(draft)
    publish(draft)
    assert listed_at(draft) == {PUBLISHED_AT}


def test_a_link_that_is_added_later_is_listed_at_once():
    article = make_article()
    link(article)
    assert listed_at(article) == {PUBLISHED_AT}


def test_a_link_cannot_be_given_another_date():
    article = make_article()
    tagged = TickerSentiment.objects.create(
        article=article, ticker=make_ticker(), listed_at=PUBLISHED_AT - timedelta(days=9)
    )
    assert tagged.listed_at == PUBLISHED_AT


def test_the_links_of_other_articles_are_left_alone(draft):
    other = make_article(published=False)
    link(other)
    publish(draft, at=PUBLISHED_AT)
    assert listed_at(other) == {None}
