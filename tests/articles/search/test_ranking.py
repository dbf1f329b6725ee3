"""In which order matches come, on either engine."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, KeyPoint, RiskStatement
from articles.search import find
from articles.workflow import record
from tests.factories import make_article

pytestmark = pytest.mark.django_db

FILLER = "<p>The board met on Tuesday and will meet again in spring to hear what came of it.</p>"


def found(typed: str) -> list[str]:
    headlines = Article.objects.in_bulk(pks := find(typed, 20))
    return [headlines[pk].headline for pk in pks]


def test_headline_over_key_points_over_risks_over_body():
    when = timezone.now() - timedelta(days=3)
    common = {"published_at": when, "dek": "", "summary": ""}
    make_article(headline="In the text of it", body=f"{FILLER}<p>Nickel.</p>", **common)
    risky = make_article(headline="In one of its risks", body=FILLER, **common)
    RiskStatement.objects.create(article=risky, position=1, text="Nickel.")
    record(risky)
    pointed = make_article(headline="In a key point of it", body=FILLER, **common)
    KeyPoint.objects.create(article=pointed, position=1, text="Nickel.")
    record(pointed)
    make_article(headline="Nickel in the headline", body=FILLER, **common)
    assert found("nickel") == [
        "Nickel in the headline", "In a key point of it", "In one of its risks", "In the text of it"
    ]  # fmt: skip


def test_the_exact_word_over_its_stem():
    for headline in ("Tariff set again", "Tariffs set again", "Tariff set anew"):
        make_article(headline=headline, body=FILLER)
    assert found("tariffs")[0] == "Tariffs set again"


def test_words_side_by_side_over_words_apart():
    make_article(headline="Rate of pay and interest", body=FILLER)
    make_article(headline="Interest rate and pay of", body=FILLER)
    make_article(headline="Interest in pay of rate", body=FILLER)
    assert found("interest rate")[0] == "Interest rate and pay of"


def test_of_equal_ones_the_newer():
    now = timezone.now()
    for days in (900, 1, 400):
        make_article(headline=f"Zinc {days}", body=FILLER, published_at=now - timedelta(days=days))
    assert found("zinc") == ["Zinc 1", "Zinc 400", "Zinc 900"]


def test_newness_does_not_outweigh_where_the_word_stands(settings):
    settings.SEARCH_HALF_LIFE_DAYS = 10_000
    now = timezone.now()
    make_article(headline="Zinc prices rise", body=FILLER, published_at=now - timedelta(days=20))
    make_article(headline="Metals", body=f"{FILLER}<p>Zinc.</p>", published_at=now - timedelta(days=1))
    assert found("zinc") == ["Zinc prices rise", "Metals"]
