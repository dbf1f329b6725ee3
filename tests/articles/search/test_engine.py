"""What every engine does: finds words where they stand, ranks, marks, and keeps up with edits."""

from __future__ import annotations

import pytest

from articles import search
from articles.choices import Status
from articles.models import Article, KeyPoint, RiskStatement, SearchDocument, TickerSentiment
from articles.search.engine import MARK, UNMARK, documents, marked
from articles.workflow import record, withdraw
from tests.factories import PUBLISHED_AT, make_article, make_risk, make_ticker

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    """Headlines of what the engine finds, best first."""
    hits = search.engine().find(search.parse(typed)).hits
    headlines = Article.objects.in_bulk([hit.pk for hit in hits])
    return [headlines[hit.pk].headline for hit in hits]


def passage(typed: str, article: Article) -> str:
    return search.engine().passages(search.parse(typed), [article.pk])[article.pk]


PLACES = {
    "headline": lambda word: make_article(headline=f"A {word} headline"),
    "dek": lambda word: make_article(dek=f"A {word} dek."),
    "summary": lambda word: make_article(summary=f"A {word} summary."),
    "key point": lambda word: with_part(KeyPoint, position=1, text=f"A {word} point."),
    "body": lambda word: make_article(body=f"<p>A <em>{word}</em> body.</p>"),
    "risk": lambda word: with_part(RiskStatement, position=1, text=f"A {word} risk."),
    "tracked risk": lambda word: with_part(RiskStatement, position=1, text="x", risk=make_risk(title=word)),
    "symbol": lambda word: with_part(TickerSentiment, ticker=make_ticker(symbol=word.upper())),
    "company": lambda word: with_part(TickerSentiment, ticker=make_ticker(name=f"{word} Holdings")),
}


def with_part(model, **fields) -> Article:
    article = make_article()
    model.objects.create(article=article, **fields)
    record(article)
    return article


@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_found_wherever_it_stands(place):
    article = PLACES[place]("molybdenum")
    make_article()
    assert found("molybdenum") == [article.headline]


@pytest.mark.parametrize("typed", ["NYSE:SPY", "$SPY", "spy"])
def test_a_ticker_is_found_as_people_write_it(typed):
    article = with_part(TickerSentiment, ticker=make_ticker(symbol="SPY", exchange="NYSE"))
    assert found(typed) == [article.headline]


def test_a_headline_ranks_over_a_body():
    make_article(headline="Second", body="<p>Nickel is mentioned.</p>")
    make_article(headline="Nickel first", body="<p>It is mentioned.</p>")
    make_article(headline="Also second", body="<p>Nickel is mentioned.</p>")
    assert found("nickel")[0] == "Nickel first"


def test_every_word_must_stand_there():
    make_article(headline="Copper rises")
    make_article(headline="Copper falls")
    assert found("copper rises") == ["Copper rises"]


def test_words_may_stand_in_different_parts():
    make_article(headline="Copper", dek="Tariffs")
    assert found("copper tariffs") == ["Copper"]


def test_a_phrase_is_found_as_it_stands():
    make_article(headline="Rare earths from China")
    make_article(headline="Earths so rare")
    assert found('"rare earths"') == ["Rare earths from China"]


def test_a_minus_leaves_out():
    make_article(headline="Copper and steel")
    make_article(headline="Copper alone")
    assert found("copper -steel") == ["Copper alone"]


def test_a_minus_leaves_out_a_phrase():
    make_article(headline="Copper and rare earths")
    make_article(headline="Copper and earths, rare ones")
    assert found('copper -"rare earths"') == ["Copper and earths, rare ones"]


@pytest.mark.parametrize("typed", ["tariff", "TARIFFS", "táriff"])
def test_forms_of_a_word_find_each_other(typed):
    make_article(headline="Tariffs bite")
    assert found(typed) == ["Tariffs bite"]


def test_an_empty_query_finds_nothing():
    make_article()
    assert search.engine().find(search.parse("")).hits == []


@pytest.mark.parametrize(
    "typed", ["tari*", "NEAR(tariffs bite)", "dek:tariffs", "tariffs AND bite", "tariffs OR x", "x NOT y"]
)
def test_an_engines_own_language_has_no_power(typed):
    make_article(headline="Tariffs bite")
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["^bite", "{tariffs}", "bite*", "(tariffs", "tariffs _", "+bite", "tariffs; bite"])
def test_signs_beside_a_word_do_not_hide_it(typed):
    make_article(headline="Tariffs bite")
    assert found(typed) == ["Tariffs bite"]


class TestPassages:
    def test_a_match_is_marked(self):
        article = make_article(body="<p>The price of nickel rose.</p>")
        assert "price of <mark>nickel</mark> rose" in passage("nickel", article)

    def test_everything_else_is_escaped(self):
        article = make_article(headline="x", body="<p>&lt;script&gt; nickel &amp; &lt;/mark&gt;</p>")
        assert "&lt;script&gt; <mark>nickel</mark> &amp; &lt;/mark&gt;" in passage("nickel", article)

    def test_what_marks_a_match_cannot_stand_in_an_article(self):
        article = make_article(headline=f"{MARK}x{UNMARK}", body="<p>Nickel.</p>", summary=f"nickel {MARK}b")
        assert passage("nickel", article).count("<mark>") == 1

    def test_only_our_own_tags_are_printed(self):
        printed = marked(f"<b>{MARK}a<i>{UNMARK}</b>\"'")
        assert printed == "&lt;b&gt;<mark>a&lt;i&gt;</mark>&lt;/b&gt;&quot;&#x27;"

    def test_there_are_none_without_matches(self):
        assert search.engine().passages(search.parse("nickel"), []) == {}


class TestIndex:
    def test_an_edit_is_found_and_the_old_words_are_not(self):
        article = make_article(headline="Copper")
        article.headline = "Nickel"
        article.save()
        record(article)
        assert (found("nickel"), found("copper")) == (["Nickel"], [])

    def test_a_draft_is_not_indexed(self):
        make_article(published=False, headline="Copper")
        assert found("copper") == []

    def test_withdrawing_takes_an_article_out(self):
        withdraw(make_article(headline="Copper"))
        assert found("copper") == []
        assert not SearchDocument.objects.exists()

    def test_deleting_takes_an_article_out(self):
        article = make_article(headline="Copper")
        article.delete()
        assert found("copper") == []

    def test_publishing_twice_indexes_once(self):
        article = make_article(headline="Copper")
        record(article)
        assert found("copper") == ["Copper"]

    def test_many_are_indexed_and_removed_in_one_go(self):
        articles = [make_article(headline=f"Copper {number}") for number in range(3)]
        articles[0].status = Status.WITHDRAWN
        search.engine().index(articles)
        assert sorted(found("copper")) == ["Copper 1", "Copper 2"]

    def test_the_index_can_be_made_anew(self):
        make_article(headline="Copper")
        search.engine().rebuild()
        assert found("copper") == ["Copper"]

    # Three queries: key points, risk statements with risks, tickers with their names.
    @pytest.mark.parametrize("number", [1, 5])
    def test_documents_are_made_of_three_queries(self, number, django_assert_num_queries):
        articles = [with_part(KeyPoint, position=1, text="x") for _ in range(number)]
        with django_assert_num_queries(3):
            assert len(documents(articles)) == number


class TestAlike:
    def alike(self, article, limit=10):
        return set(Article.objects.filter(pk__in=search.engine().alike(article, limit)))

    def test_it_finds_what_shares_words_of_the_headline(self):
        article = make_article(headline="Molybdenum shortage")
        other = make_article(body="<p>A shortage of molybdenum.</p>")
        make_article()
        assert self.alike(article) == {article, other}

    @pytest.mark.parametrize("headline", ["After these which", "a b c", "\u2014", '"quoted" AND (NEAR)'])
    def test_a_headline_without_rare_words_finds_nothing_else(self, headline):
        article = make_article(headline=headline)
        make_article(body="<p>After these, which would say much.</p>")
        assert self.alike(article) <= {article}


def test_more_matches_than_are_ranked_are_told(monkeypatch):
    monkeypatch.setattr("articles.search.sqlite.CANDIDATES", 2)
    for _ in range(3):
        make_article(headline="Copper", published_at=PUBLISHED_AT)
    answer = search.engine().find(search.parse("copper"))
    assert (len(answer.hits), answer.more) == (2, True)
