"""What every engine finds. The whole suite runs on each database, so this is the contract of both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given

from articles import search
from articles.models import Article, Byline, KeyPoint, RiskStatement, TickerSentiment
from articles.search import engine, find, parse
from articles.search.finding import find as find_entries
from articles.workflow import record, submit, withdraw
from tests.articles.odd_searches import for_strings, odd_searches
from tests.factories import make_article, make_author, make_category, make_risk, make_ticker

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    """Headlines of what meets the query, best first; not of what meets a part of it."""
    query = parse(typed)
    answer = find_entries(engine(), query)
    pks = [entry.article for entry in answer.entries[: len(answer.entries) - answer.partly]]
    headlines = Article.objects.in_bulk(pks)
    return [headlines[pk].headline for pk in pks]


def with_part(model, headline: str = "It", **fields) -> Article:
    article = make_article(headline=headline)
    model.objects.create(article=article, **fields)
    record(article)
    return article


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
    "author": lambda word: with_part(Byline, position=1, author=make_author(name=f"{word} Doe")),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_word_is_found_wherever_it_stands(place):
    article = PLACES[place]("molybdenum")
    make_article()
    assert find("molybdenum", 9) == [article.pk]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("S&P 500", "The S&amp;P 500 rose."),
        ("AT&T", "AT&amp;T fell."),
        ("Q4", "In Q4 it rose."),
        ("10-K", "It filed a 10-K today."),
        ("BRK.B", "Berkshire (BRK.B) rose."),
        ("brk.b", "Berkshire (BRK.B) rose."),
        ("3.62%", "Rates rose to 3.62%."),
        ("3.62%", "Rates rose to 3.62 percent."),
        ("U.S. economy", "The U.S. economy grew."),
        ("tariffs", "A tariff was set."),
        ("tariff", "Some tariffs were set."),
        ("Zurich", "In Zürich they met."),
        ("Zürich", "In Zurich they met."),
        ("O'Neil", "O\u2019Neil spoke."),
        ("1234", "It sold 1,234 cars."),
        ("株式", "東京株式市場"),
        ("ไทย", "ตลาดหุ้นไทยวันนี้"),
        ("lodz orsted", "Łódź Ørsted"),
        ("Łódź Ørsted", "Lodz and Orsted met."),
        ("company", "The com\u00adpany rose."),
        ("com\u00adpany", "The company rose."),
        ("BRK.B", "It was BRK.B\u2019s best day."),
        ("U.S.'s economy", "The U.S. economy grew."),
        ("AT\uff06T 3.62\uff05", "AT&amp;T rose 3.62%."),
        ("technological", "Of technology."),
    ],
)
def test_it_is_found_as_written(typed, text):
    article = make_article(headline="It", body=f"<p>{text}</p>")
    make_article(headline="Other", body="<p>S and P, AT and T, Q5, 10 B, BRK and 36 percent; 株価</p>")
    assert find(typed, 9)[:1] == [article.pk]
    assert found(typed) == ["It"]


@pytest.fixture
def metals():
    for headline in ("Copper rises", "Copper falls", "Tin rises", "Rare earths from China", "Earths that are rare"):
        make_article(headline=headline, body="<p>x</p>")


@pytest.mark.parametrize(
    ("typed", "headlines"),
    [
        ("copper rises", ["Copper rises"]),
        ("copper -falls", ["Copper rises"]),
        ("tin OR falls", ["Copper falls", "Tin rises"]),
        ("rises tin OR copper", ["Copper rises", "Tin rises"]),
        ('"rare earths"', ["Rare earths from China"]),
        ("rare earths", ["Earths that are rare", "Rare earths from China"]),
        ('rare -"rare earths"', ["Earths that are rare"]),
        ("cop*", ["Copper falls", "Copper rises"]),
        ("cop* ris*", ["Copper rises"]),
        ("lead", []),
    ],
)
def test_signs(metals, typed, headlines):
    assert sorted(found(typed)) == headlines


def test_a_phrase_does_not_run_from_one_part_into_the_next():
    make_article(headline="Prices of copper", dek="Rises again.", body="<p>x</p>")
    assert found('"copper rises"') == []


class TestFields:
    @pytest.fixture(autouse=True)
    def archive(self):
        markets = make_category(name="Markets", slug="markets")
        spy = make_ticker(symbol="SPY", exchange="NYSE")
        make_article(headline="Elsewhere", published_at=datetime(2026, 1, 10, 15, tzinfo=UTC))
        article = make_article(headline="Here", category=markets, published_at=datetime(2026, 2, 10, 15, tzinfo=UTC))
        TickerSentiment.objects.create(article=article, ticker=spy, sentiment="negative")
        Byline.objects.create(article=article, position=1, author=make_author(name="Jane Doe"))
        risk = make_risk(title="New tariffs", slug="new-tariffs")
        RiskStatement.objects.create(article=article, position=1, text="x", risk=risk)
        record(article)

    @pytest.mark.parametrize(
        "typed",
        [
            "ticker:SPY", "$SPY", "$spy", "NYSE:SPY", "ticker:(SPY)", "$SPY.", "ticker:SPY,", "NYSE:SPY).",
            "ticker:nyse:spy", "category:markets", "category:Markets",
            'author:"jane doe"', "author:doe", "risk:new-tariffs", "risk:tariffs", "sentiment:negative",
            "ticker:SPY sentiment:negative", "after:2026-02-01", "after:2026-02", "before:2026-03 -elsewhere",
            "after:2026-02-10 before:2026-02-11", "here category:markets",
        ],
    )  # fmt: skip
    def test_each(self, typed):
        assert found(typed) == ["Here"]

    @pytest.mark.parametrize(
        "typed", ["-ticker:SPY", "-category:markets", "before:2026-02-01", "before:2026-02", "before:2026-02-10"]
    )
    def test_the_other_one(self, typed):
        assert found(typed) == ["Elsewhere"]

    @pytest.mark.parametrize(
        "typed", ["ticker:SPY sentiment:positive", "after:2026-02-11", "after:2027", "elsewhere category:markets"]
    )
    def test_none(self, typed):
        assert found(typed) == []


@pytest.mark.parametrize("state", ["draft", "in review", "withdrawn", "tomorrow", "this minute"])
def test_what_is_not_public_is_never_found(state):
    later = {"tomorrow": timedelta(days=1), "this minute": timedelta(seconds=2)}
    when = {"published_at": timezone.now() + later[state]} if state in later else {}
    article = make_article(published=state not in ("draft", "in review"), headline="Copper", **when)
    if state == "withdrawn":
        withdraw(article)
    if state == "in review":
        submit(article)
    assert found("copper") == []
    assert found("after:1990") == []


def test_what_was_scheduled_is_found_at_its_second(time_machine):
    now = timezone.now().replace(second=10)
    time_machine.move_to(now, tick=False)
    make_article(headline="Copper", published_at=now + timedelta(seconds=30))
    assert found("copper") == []
    time_machine.move_to(now + timedelta(seconds=30), tick=False)
    assert found("copper") == ["Copper"]


def test_where_none_has_all_words_those_with_most_come():
    make_article(headline="Copper and tin", body="<p>x</p>")
    make_article(headline="Copper", body="<p>x</p>")
    query = parse("copper tin zinc")
    answer = find_entries(engine(), query)
    assert (answer.total, answer.partly) == (0, 2)
    assert Article.objects.get(pk=answer.entries[0].article).headline == "Copper and tin"


@pytest.fixture
def one_article():
    make_article(headline="A copper cab", body="<p>b a or not near: tariffs of 3.62%</p>")


@for_strings
@given(odd_searches)
def test_nothing_that_is_typed_is_an_error(one_article, typed):
    assert isinstance(search.find(typed, 5), list)


@pytest.mark.parametrize("typed", ["author:Zoe", "author:zoë", 'author:"zoe kravić"', "author:kravic"])
def test_a_name_is_named_without_its_accents_too(typed):
    article = make_article()
    Byline.objects.create(article=article, author=make_author(name="Zoë Kravić", slug="zoe-kravic"), position=1)
    record(article)
    make_article()
    assert find(typed, 9) == [article.pk]
