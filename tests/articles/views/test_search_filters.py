"""What the search page says beside its results: filters with counts, how it understood, what was meant."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import TickerSentiment
from articles.workflow import record, withdraw
from tests.articles.views.searching import facet, headlines, search
from tests.factories import make_article, make_category, make_ticker

pytestmark = pytest.mark.django_db


class TestFiltersWithCounts:
    @pytest.fixture(autouse=True)
    def archive(self):
        markets, energy = make_category(name="Markets", slug="markets"), make_category(name="Energy", slug="energy")
        spy, qqq = make_ticker(symbol="SPY", exchange="NYSE"), make_ticker(symbol="QQQ", exchange="NASDAQ")
        january, february = "2026-01-10T15:00:00+00:00", "2026-02-10T15:00:00+00:00"
        for category, ticker, sentiment, day in [
            (markets, spy, "positive", january),
            (markets, qqq, "negative", february),
            (energy, spy, "negative", february),
        ]:
            article = make_article(headline="Copper", category=category, published_at=datetime.fromisoformat(day))
            TickerSentiment.objects.create(article=article, ticker=ticker, sentiment=sentiment)
            record(article)

    def test_each_choice_says_how_many_articles_it_leaves(self, client):
        page = search(client, "copper")
        assert facet(page, "category") == {"Markets": "2", "Energy": "1"}
        assert facet(page, "ticker") == {"NYSE:SPY": "2", "NASDAQ:QQQ": "1"}
        assert facet(page, "sentiment") == {"Negative": "2", "Positive": "1"}
        assert facet(page, "day") == {"2026": "3"}

    def test_the_counts_reflect_the_other_choices_and_not_their_own(self, client):
        page = search(client, "copper", category="markets")
        assert facet(page, "category") == {"Markets": "2", "Energy": "1"}
        assert facet(page, "ticker") == {"NYSE:SPY": "1", "NASDAQ:QQQ": "1"}

    def test_with_a_ticker_the_sentiment_is_that_of_it(self, client):
        assert facet(search(client, "copper", ticker="NYSE:SPY"), "sentiment") == {"Negative": "1", "Positive": "1"}
        page = search(client, "copper", ticker="NASDAQ:QQQ", sentiment="positive")
        assert headlines(page) == []

    def test_a_year_opens_its_months(self, client):
        page = search(client, "copper", day="2026")
        assert facet(page, "day") == {"2026": "3", "February 2026": "2", "January 2026": "1"}
        assert len(headlines(search(client, "copper", day="2026-01"))) == 1

    def test_a_chosen_one_is_taken_off_by_its_link(self, client):
        section = search(client, "copper", category="energy").one(
            "section", "facet", **{"aria-labelledby": "facet-category"}
        )
        assert section.links() == {"Energy": "?q=copper", "Markets": "?q=copper&category=markets"}

    def test_filters_alone_are_a_search(self, client):
        assert len(headlines(search(client, "", sentiment="negative"))) == 2

    def test_a_day_that_is_none_is_passed_over(self, client):
        assert len(headlines(search(client, "copper", day="2026-13"))) == 3


class TestHowItWasUnderstood:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("copper tin", "Articles mentioning “copper” and “tin”."),
            ('"rare earths" -china', "Articles mentioning “rare earths”, without “china”."),
            ("gold OR silver", "Articles mentioning “gold” or “silver”."),
            ("tarif*", "Articles mentioning words that begin with tarif."),
            ("after:2026-02-01 tariff", "Articles since 1 February 2026 mentioning “tariff”."),
            ("$SPY before:2026-03", "Articles about NYSE:SPY before 1 March 2026."),
            ("sentiment:negative ticker:SPY", "Negative articles about NYSE:SPY."),
        ],
    )
    def test_in_a_sentence(self, client, typed, said):
        make_ticker(symbol="SPY", exchange="NYSE")
        assert search(client, typed).one("span", "search__understood").text == said

    @pytest.mark.parametrize(
        ("typed", "note"),
        [
            ("category:nothing", "There is no category “nothing”; it was searched as words."),
            ("$NONE", "There is no ticker “NONE” here; it was searched as a word."),
            ("after:tomorrow", "“after:tomorrow” is no day such as 2026-02-01; it was searched as words."),
            ("ta*", "“ta*” was searched as the word “ta”: a star needs 3 letters before it."),
        ],
    )
    def test_what_was_read_otherwise_is_said(self, client, typed, note):
        assert [notice.text for notice in search(client, typed).all("p", "notice")] == [note]


class TestDidYouMean:
    def test_a_misspelt_word_is_put_right(self, client):
        make_article(headline="Copper rises", body="<p>In Chile.</p>")
        guess = search(client, "coper chile").one("p", "search__guess")
        assert guess.links() == {"copper chile": "?q=copper+chile"}

    def test_by_public_words_only(self, client):
        withdraw(make_article(headline="Copper rises"))
        make_article(headline="Copper", published_at=timezone.now() + timedelta(minutes=5))
        assert search(client, "coper").all("p", "search__guess") == []
