"""The index follows the articles, in the same transaction; and everybody gets a place in it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, SearchDocument, SearchWord
from articles.search import engine, find, tags, vocabulary
from articles.search.documents import WordsRead, documents, free_places
from articles.workflow import record, withdraw
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_edit_is_found_by_its_new_words_only():
    article = make_article(headline="Before")
    article.headline = "After"
    article.save()
    record(article)
    assert (find("after", 9), find("before", 9)) == ([article.pk], [])


def test_what_is_withdrawn_or_deleted_leaves_no_row():
    withdraw(make_article(headline="Copper"))
    make_article(headline="Copper").delete()
    assert find("copper", 9) == []
    assert (SearchDocument.objects.count(), engine().rows()) == (0, 0)


def test_what_is_rolled_back_was_never_indexed():
    with transaction.atomic():
        make_article(headline="Copper")
        transaction.set_rollback(True)
    assert find("copper", 9) == []
    assert (SearchDocument.objects.count(), engine().rows()) == (0, 0)


def test_articles_of_one_minute_have_places_of_their_own_in_the_order_of_time():
    when = timezone.now().replace(second=0, microsecond=0)
    articles = [make_article(published_at=when) for _ in range(3)]
    engine().index(articles)
    places = [article.search_document.place for article in Article.objects.order_by("pk")]
    assert len(set(places)) == 3
    assert {tags.place_of(when)} == {place >> tags.SLOT_BITS << tags.SLOT_BITS for place in places}


def test_a_full_minute_runs_over_into_the_next(monkeypatch):
    when = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    monkeypatch.setattr(tags, "SLOT_BITS", 1)
    articles = [make_article(headline="Copper", published_at=when) for _ in range(5)]
    later = make_article(headline="Copper", published_at=when + timedelta(minutes=1))
    assert SearchDocument.objects.count() == 6
    assert set(find("copper", 9)) == {article.pk for article in [*articles, later]}


def test_many_are_indexed_with_as_many_statements_as_few():
    counts = []
    for number in (2, 20):
        articles = [make_article(headline="Copper") for _ in range(number)]
        with connection.execute_wrapper(counter := Counter()):
            engine().index(articles)
        counts.append(counter.statements)
    assert counts[0] == counts[1]


class Counter:
    def __init__(self):
        self.statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += 1
        return execute(sql, params, many, context)


def test_words_are_learned_and_completed_the_commonest_first():
    vocabulary.learn(["tariff tariffs target 2026 q4 at&t of tariff"])
    assert list(SearchWord.objects.order_by("pk").values_list("word", flat=True)) == ["tariff", "tariffs", "target"]
    assert vocabulary.completions("tar") == ["tariff", "tariffs", "target"]
    assert vocabulary.completions("tarif") == ["tariff", "tariffs"]
    assert vocabulary.completions("target") == ["target"]
    assert vocabulary.completions("zzz") == []


def test_an_import_offers_a_word_again_only_if_it_was_not_kept(
    django_assert_num_queries, django_capture_on_commit_callbacks
):
    with vocabulary.remembering():
        callbacks = django_capture_on_commit_callbacks(execute=True)
        with callbacks, suppress(ZeroDivisionError), transaction.atomic():
            vocabulary.learn(["tariff"])
            raise ZeroDivisionError
        with django_capture_on_commit_callbacks(execute=True):
            vocabulary.learn(["tariff"])
        assert SearchWord.objects.get().word == "tariff"
        with django_assert_num_queries(0):
            vocabulary.learn(["tariff 2026"])
        SearchWord.objects.all().delete()
    vocabulary.learn(["tariff"])
    assert SearchWord.objects.exists()


def test_words_that_were_read_before_are_those_of_these_texts_alone():
    article = make_article(headline="Copper", body="<p>It rose &amp; rose.</p>", dek="Why")
    article.words_read = WordsRead.of(article.body, "seen", ["Copper", "Another"])
    [document] = documents([article])
    assert (document.headline, document.points, document.body) == ("copper", "why", "seen")
    article.body = "<p>It fell.</p>"
    [document] = documents([article])
    assert document.body == "it fell"
    assert {"copper", "seen", "why", "fell"} <= set(document.said.split())


@pytest.mark.parametrize("typed", ["tarif", "tarrif", "atriff", "tariff2", "tarifff", "tarfif"])
def test_a_slip_is_put_right(typed):
    vocabulary.learn(["tariff market steel"])
    assert vocabulary.near(typed) == (["tariff"] if typed.isalpha() else [])


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("steel", "steel", 0), ("steal", "steel", 1), ("stel", "steel", 1), ("setel", "steel", 1), ("steel", "copper", 5)],
)
def test_how_far_words_are_apart(one, other, slips):
    assert vocabulary.distance(one, other) == slips == vocabulary.distance(other, one)


def test_a_minute_that_is_full_runs_over_and_no_place_is_given_twice(monkeypatch):
    when = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    articles = [make_article(published_at=when) for _ in range(3)]
    articles += [make_article(published_at=when + timedelta(minutes=1)) for _ in range(2)]
    other = make_article()
    SearchDocument.objects.filter(article=other).delete()
    monkeypatch.setattr(tags, "SLOT_BITS", 1)  # two places a minute
    stored = SearchDocument.objects.create(article=other, place=tags.place_of(when) + 4, tags="")
    places = free_places(articles)
    assert len({*places.values(), stored.place}) == 6
    assert list(places) == sorted(places, key=lambda pk: places[pk])
