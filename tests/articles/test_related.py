"""What to read next: which articles, in what order, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, PinnedRelated, RiskStatement, TickerSentiment
from articles.related import LIMIT, related_to
from articles.workflow import withdraw
from tests.factories import PUBLISHED_AT, make_article, make_category, make_risk, make_ticker

pytestmark = pytest.mark.django_db


@pytest.fixture
def spy():
    return make_ticker(symbol="SPY")


@pytest.fixture
def risk():
    return make_risk()


@pytest.fixture
def article(spy, risk):
    article = make_article(headline="Tariffs lift copper", dek="Smelters gain")
    tag(article, spy)
    at_risk(article, risk)
    return article


def tag(article, ticker):
    TickerSentiment.objects.create(article=article, ticker=ticker)


def at_risk(article, risk, position=1):
    RiskStatement.objects.create(article=article, risk=risk, position=position, text="It may fail.")


def pin(article, other, position=1):
    PinnedRelated.objects.create(article=article, related=other, position=position)


def related(article):
    """As the page asks: the article with its links."""
    return related_to(Article.objects.for_page().get(pk=article.pk))


def named(article):
    return [item.article.headline for item in related(article)]


def with_ticker(article, spy, risk, **fields):
    made = make_article(**fields)
    tag(made, spy)
    return made


def with_risk(article, spy, risk, **fields):
    made = make_article(**fields)
    at_risk(made, risk)
    return made


def alike(article, spy, risk, **fields):
    return make_article(**{"body": "<p>Copper and tariffs again, say smelters.</p>"} | fields)


def of_category(article, spy, risk, **fields):
    return make_article(category=article.category, **fields)


#: Each weighs more than the next; all say why.
KINDS = [
    (with_ticker, "same ticker: SPY"),
    (with_risk, "same risk"),
    (alike, "similar story"),
    (of_category, "same category"),
]


@pytest.mark.parametrize(("make", "reason"), KINDS)
def test_each_relation_finds_and_says_why(article, spy, risk, make, reason):
    other = make(article, spy, risk)
    assert [(item.article, item.reason) for item in related(article)] == [(other, reason)]


@pytest.mark.parametrize("stronger", range(len(KINDS) - 1))
def test_a_stronger_relation_comes_first_however_old(article, spy, risk, stronger):
    strong, weak = KINDS[stronger][0], KINDS[stronger + 1][0]
    weak(article, spy, risk, headline="Weak", published_at=PUBLISHED_AT)
    strong(article, spy, risk, headline="Strong", published_at=PUBLISHED_AT - timedelta(days=99))
    assert named(article) == ["Strong", "Weak"]


def test_two_shared_tickers_weigh_more_than_one(article, spy):
    other = make_ticker()
    tag(article, other)
    once, twice = make_article(headline="Once"), make_article(headline="Twice")
    for made, ticker in ((once, spy), (twice, spy), (twice, other)):
        tag(made, ticker)
    assert named(article) == ["Twice", "Once"]


def test_a_shared_risk_adds_to_a_shared_ticker(article, spy, risk):
    both = with_ticker(article, spy, risk, headline="Both", published_at=PUBLISHED_AT - timedelta(days=1))
    with_ticker(article, spy, risk, headline="Ticker")
    at_risk(both, risk)
    assert named(article) == ["Both", "Ticker"]


def test_of_equals_the_newest_comes_first(article, spy, risk):
    for days in (2, 1, 3):
        with_ticker(article, spy, risk, headline=f"{days} days", published_at=PUBLISHED_AT - timedelta(days=days))
    assert named(article) == ["1 days", "2 days", "3 days"]


def test_what_editors_pinned_comes_first_and_in_their_order(article, spy, risk):
    with_ticker(article, spy, risk, headline="Found")
    pin(article, make_article(headline="Second pinned"), 2)
    pin(article, make_article(headline="First pinned"), 1)
    assert named(article) == ["First pinned", "Second pinned", "Found"]


def test_a_pinned_one_says_who_chose_it(article, spy, risk):
    pin(article, with_ticker(article, spy, risk))
    assert [item.reason for item in related(article)] == ["chosen by the editors"]


def test_a_pin_works_one_way(article):
    other = make_article(headline="Other")
    pin(other, article)
    assert named(article) == []


def test_there_are_six_at_most(article, spy, risk):
    for _ in range(LIMIT + 3):
        with_ticker(article, spy, risk)
    assert len(related(article)) == LIMIT == 6


@pytest.mark.parametrize(("make", "reason"), KINDS)
def test_an_article_is_never_its_own_relative(article, spy, risk, make, reason):
    make(article, spy, risk)
    assert article not in [item.article for item in related(article)]


@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled"])
@pytest.mark.parametrize(("make", "reason"), KINDS)
def test_nobody_unpublished_shows(article, spy, risk, make, reason, state):
    match state:
        case "draft":
            make(article, spy, risk, published=False)
        case "withdrawn":
            withdraw(make(article, spy, risk))
        case "scheduled":
            make(article, spy, risk, published_at=timezone.now() + timedelta(days=1))
    assert related(article) == []


def test_a_pinned_article_that_was_withdrawn_does_not_show(article):
    other = make_article()
    pin(article, other)
    withdraw(other)
    assert related(article) == []


def test_what_has_nothing_in_common_is_not_related(article):
    make_article()
    assert related(article) == []


def test_an_article_with_nothing_tagged_still_has_relatives(spy, risk):
    bare = make_article(headline="0", category=make_category())
    other = make_article(category=bare.category)
    assert [item.article for item in related(bare)] == [other]


class TestTeaser:
    def teaser(self, article, spy, risk, **fields):
        with_ticker(article, spy, risk, **fields)
        return related(article)[0].teaser

    def test_it_is_the_first_hundred_characters_of_the_summary(self, article, spy, risk):
        assert self.teaser(article, spy, risk, summary="x" * 150) == "x" * 100 + "..."

    def test_a_short_summary_stands_whole(self, article, spy, risk):
        assert self.teaser(article, spy, risk, summary="Short.") == "Short."

    def test_without_a_summary_the_dek_stands_in(self, article, spy, risk):
        assert self.teaser(article, spy, risk, dek="The dek.") == "The dek."
