"""Which articles a page may show, to whom, from which second, and in what order."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from articles.choices import Sentiment, TickerRole
from articles.models import Article, Byline, RiskStatement, TickerSentiment
from articles.workflow import submit, withdraw
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category, make_risk, make_ticker, make_user

pytestmark = pytest.mark.django_db


def tag(article, ticker, **fields):
    return TickerSentiment.objects.create(article=article, ticker=ticker, **fields)


class TestPublished:
    def test_it_holds_what_is_published(self):
        article = make_article()
        assert list(Article.objects.published()) == [article]

    def test_it_leaves_out_drafts(self):
        make_article(published=False)
        assert not Article.objects.published()

    def test_it_leaves_out_what_is_in_review(self):
        submit(make_article(published=False))
        assert not Article.objects.published()

    def test_it_leaves_out_what_was_withdrawn(self):
        withdraw(make_article())
        assert not Article.objects.published()

    def test_it_leaves_out_what_is_scheduled(self):
        make_article(published_at=timezone.now() + timedelta(seconds=30))
        assert not Article.objects.published()

    def test_a_scheduled_article_appears_at_its_second(self):
        article = make_article(published_at=timezone.now() + timedelta(days=3))
        with time_machine.travel(article.published_at - timedelta(microseconds=1), tick=False):
            assert not Article.objects.published()
        with time_machine.travel(article.published_at, tick=False):
            assert list(Article.objects.published()) == [article]


class TestPublishedAmong:
    def test_it_is_the_same_rule_as_published(self):
        soon = timezone.now() + timedelta(days=1)
        older, newer = make_article(published_at=PUBLISHED_AT - timedelta(days=1)), make_article()
        make_article(published=False)
        submit(make_article(published=False))
        withdraw(make_article())
        make_article(published_at=soon)
        for instant in (timezone.now(), soon - timedelta(microseconds=1), soon):
            with time_machine.travel(instant, tick=False):
                among = Article.objects.published_among(Article.objects.values("pk"))
                assert list(among) == list(Article.objects.newest())
        assert list(Article.objects.published()) == [newer, older]

    def test_it_takes_what_any_source_gives_once(self):
        articles = [make_article() for _ in range(4)]
        some = Article.objects.filter(pk__lte=articles[1].pk).values("pk")
        last = Article.objects.order_by("-pk").values("pk")[:1]
        assert set(Article.objects.published_among(some, last, some)) == {articles[0], articles[1], articles[3]}


class TestVisibleTo:
    @pytest.fixture
    def drafts(self, db):
        owner = make_user()
        signed = make_article(published=False, headline="Signed")
        Byline.objects.create(article=signed, author=make_author(user=owner), position=1)
        own = make_article(published=False, headline="Own", created_by=owner)
        make_article(published=False, headline="Of another", created_by=make_user())
        return owner, own

    def headlines(self, user):
        return {article.headline for article in Article.objects.visible_to(user)}

    def join(self, user, group):
        user.groups.add(Group.objects.get(name=group))
        return type(user).objects.get(pk=user.pk)

    def test_a_reporter_sees_their_own_and_what_bears_their_name(self, drafts):
        assert self.headlines(self.join(drafts[0], "Reporter")) == {"Own", "Signed"}

    @pytest.mark.parametrize("group", ["Editor", "Chief editor"])
    def test_editors_see_everything(self, drafts, group):
        assert len(self.headlines(self.join(make_user(), group))) == 3

    def test_a_superuser_sees_everything(self, drafts):
        assert len(self.headlines(make_user(is_superuser=True))) == 3

    def test_readers_see_no_draft(self, drafts):
        assert self.headlines(AnonymousUser()) == set()

    def test_an_account_that_is_not_of_the_staff_sees_nothing(self, drafts):
        assert self.headlines(make_user(is_staff=False, is_superuser=True)) == set()

    def test_an_account_that_was_closed_sees_nothing(self, drafts):
        assert self.headlines(make_user(is_active=False, is_superuser=True)) == set()

    def test_an_article_is_seen_once_however_many_claims_there_are(self, drafts):
        owner, own = drafts
        Byline.objects.create(article=own, author=owner.author, position=1)
        Byline.objects.create(article=own, author=make_author(), position=2)
        assert sorted(Article.objects.visible_to(owner).values_list("headline", flat=True)) == ["Own", "Signed"]


class TestLists:
    """Each list: newest first, the public only, and only what belongs to it."""

    @pytest.fixture
    def target(self):
        return {"category": make_category(), "ticker": make_ticker(), "author": make_author(), "risk": make_risk()}

    @pytest.fixture
    def make(self, target):
        def make_linked(**fields):
            article = make_article(**{"category": target["category"]} | fields)
            tag(article, target["ticker"])
            Byline.objects.create(article=article, author=target["author"], position=1)
            RiskStatement.objects.create(article=article, risk=target["risk"], position=1, text="It may fail.")
            return article

        return make_linked

    LISTS = {
        "newest": lambda target: Article.objects.newest(),
        "in_category": lambda target: Article.objects.in_category(target["category"]),
        "about": lambda target: Article.objects.about(target["ticker"]),
        "by": lambda target: Article.objects.by(target["author"]),
        "at_risk": lambda target: Article.objects.at_risk(target["risk"]),
    }

    @pytest.fixture(params=LISTS)
    def listed(self, request, target):
        return lambda: list(self.LISTS[request.param](target))

    def test_the_newest_comes_first(self, make, listed):
        old = make(published_at=PUBLISHED_AT)
        new = make(published_at=PUBLISHED_AT + timedelta(hours=1))
        older = make(published_at=PUBLISHED_AT - timedelta(hours=1))
        assert listed() == [new, old, older]

    def test_of_one_date_the_last_made_comes_first(self, make, listed):
        first, second = make(), make()
        assert listed() == [second, first]

    def test_drafts_withdrawn_and_scheduled_articles_are_left_out(self, make, listed):
        make(published=False)
        withdraw(make())
        make(published_at=timezone.now() + timedelta(days=1))
        assert listed() == []

    def test_each_is_placed_by_its_date(self, make, listed):
        make()
        assert [article.listed_at for article in listed()] == [PUBLISHED_AT]

    @pytest.mark.parametrize("name", ["in_category", "about", "by", "at_risk"])
    def test_what_belongs_elsewhere_is_left_out(self, target, name):
        make_article()
        assert not self.LISTS[name](target)


def test_about_says_what_is_said_of_the_ticker():
    ticker = make_ticker()
    tag(make_article(), ticker, sentiment=Sentiment.NEGATIVE, role=TickerRole.MENTION)
    [article] = Article.objects.about(ticker)
    assert (article.sentiment, article.role) == ("negative", "mention")


def test_at_risk_gives_each_articles_own_wording():
    risk = make_risk()
    RiskStatement.objects.create(article=make_article(), risk=risk, position=1, text="Tariffs may return.")
    assert [article.wording for article in Article.objects.at_risk(risk)] == ["Tariffs may return."]


def test_a_list_about_a_ticker_is_narrowed_by_that_tickers_sentiment():
    spy, article = make_ticker(), make_article()
    tag(article, spy, sentiment=Sentiment.POSITIVE)
    tag(article, make_ticker(), sentiment=Sentiment.NEGATIVE)
    assert list(Article.objects.about(spy).with_sentiment("positive")) == [article]
    assert not Article.objects.about(spy).with_sentiment("negative")


def test_another_list_is_narrowed_by_the_sentiment_of_any_ticker():
    article = make_article()
    tag(article, make_ticker(), sentiment=Sentiment.POSITIVE)
    tag(article, make_ticker(), sentiment=Sentiment.NEGATIVE)
    make_article()
    assert list(Article.objects.newest().with_sentiment("negative")) == [article]


@pytest.mark.parametrize("role", TickerRole.values)
def test_a_list_about_a_ticker_is_narrowed_by_its_role(role):
    ticker = make_ticker()
    for each in TickerRole.values:
        tag(make_article(headline=each), ticker, role=each)
    assert [article.headline for article in Article.objects.about(ticker).in_role(role)] == [role]


def test_since_includes_its_instant_and_before_does_not():
    article = make_article()
    assert list(Article.objects.newest().since(PUBLISHED_AT)) == [article]
    assert not Article.objects.newest().before(PUBLISHED_AT)


def test_only_active_tickers_stand_in_lists():
    active = make_ticker()
    make_ticker(active=False)
    assert list(type(active).objects.active()) == [active]


@pytest.mark.parametrize("values", [{"status": "draft"}, {"published_at": None, "dek": "x"}])
def test_what_the_index_follows_is_not_updated_past_the_workflow(values):
    make_article(headline="Copper")
    with pytest.raises(ValueError, match=rf"{next(iter(values))} cannot be changed by update\(\)"):
        Article.objects.update(**values)


def test_nor_in_bulk():
    article = make_article(headline="Copper")
    article.status = "draft"
    with pytest.raises(ValueError, match="status cannot be changed"):
        Article.objects.bulk_update([article], ["status"])


def test_other_columns_are_updated():
    article = make_article(headline="Copper")
    assert Article.objects.update(dek="New") == 1
    article.refresh_from_db()
    assert article.dek == "New"
