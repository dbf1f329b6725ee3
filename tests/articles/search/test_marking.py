"""Passages: from where the match is, escaped first, then marked."""

from __future__ import annotations

import pytest

from articles.models import RiskStatement
from articles.search import parse
from articles.search.marking import marked, passages
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def passage(typed: str, **article: str) -> str:
    made = make_article(**{"dek": "", "summary": "", **article})
    return passages(parse(typed), [made.pk])[made.pk]


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("tariff", "New tariffs were set.", "New <mark>tariffs</mark> were set."),
        ("10-K", "It filed a 10-K.", "It filed a <mark>10-K</mark>."),
        ("at&t", "AT&T fell.", "<mark>AT&amp;T</mark> fell."),
        ("zurich", "In Zürich.", "In <mark>Zürich</mark>."),
        ('"rare earths"', "Earths; rare earths.", "Earths; <mark>rare earths</mark>."),
        ("tarif*", "tariff", "tariff"),
        ("x", "<script>x</script>", "&lt;script&gt;<mark>x</mark>&lt;/script&gt;"),
        ("oil OR gas", "gas and oil", "<mark>gas</mark> and <mark>oil</mark>"),
        ("3.62%", "at 3.62% now", "at <mark>3.62%</mark> now"),
    ],
)
def test_marks(typed, text, shown):
    assert marked(parse(typed), text) == shown


def test_a_passage_is_cut_round_its_match():
    body = "<p>" + "alpha beta gamma " * 40 + "copper " + "delta epsilon " * 40 + "</p>"
    cut = passage("copper", body=body)
    assert cut.startswith("...")
    assert cut.endswith("...")
    assert "<mark>copper</mark>" in cut
    assert len(cut.split()) < 40


def test_the_passage_with_most_of_the_words_is_shown():
    shown = passage("copper tin", dek="Copper rose.", body="<p>Both copper and tin rose.</p>")
    assert shown == "Both <mark>copper</mark> and <mark>tin</mark> rose."


def test_what_is_in_a_risk_is_shown_from_there():
    article = make_article(dek="", summary="", body="<p>x</p>")
    RiskStatement.objects.create(article=article, position=1, text="Frost may come.")
    assert passages(parse("frost"), [article.pk]) == {article.pk: "<mark>Frost</mark> may come."}


def test_where_only_the_headline_has_it_there_is_none():
    assert passage("copper", headline="Copper", body="<p>x</p>") == ""
