"""What stands on the front page, and where."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.front_page import BLOCK, BLOCKS, RIVER, SECONDS, compose
from articles.models import Category, FrontPageSlot
from articles.workflow import withdraw
from tests.factories import PUBLISHED_AT, make_article, make_articles, make_category

pytestmark = pytest.mark.django_db

TOP = 1 + SECONDS


def make_many(number: int, **fields) -> list:
    """So many articles, an hour apart, the newest first."""
    category = fields.pop("category", None) or make_category()
    each = [{"published_at": PUBLISHED_AT - timedelta(hours=age)} for age in range(number)]
    return make_articles(each, category=category, **fields)


def choose(article, position: int) -> None:
    FrontPageSlot.objects.create(article=article, position=position)


def everything(front) -> list:
    stories = [front.lead] if front.lead else []
    return [*stories, *front.seconds, *front.river, *(item for _, items in front.blocks for item in items)]


def test_without_a_choice_the_newest_leads():
    newest = make_many(TOP + 1)
    front = compose()
    assert front.lead == newest[0]
    assert front.seconds == newest[1:TOP]
    assert front.river == newest[TOP:]


def test_more_categories_than_have_a_block_do_no_harm():
    Category.objects.bulk_create(Category(name=f"C{n}", slug=f"c{n}", order=n) for n in range(520))
    for category in Category.objects.all()[: BLOCKS + 1]:
        make_many(TOP + RIVER, category=category)
    assert [category.name for category, _ in compose().blocks] == [f"C{n}" for n in range(BLOCKS)]


def test_the_editors_choice_stands_where_they_put_it():
    newest = make_many(8)
    for position, article in enumerate((newest[5], newest[6], newest[7]), start=1):
        choose(article, position)
    front = compose()
    assert (front.lead, front.seconds) == (newest[5], [newest[6], newest[7]])


def test_a_free_place_takes_the_newest():
    newest = make_many(6)
    choose(newest[4], 2)
    front = compose()
    assert (front.lead, front.seconds) == (newest[0], [newest[4], newest[1]])


def test_a_chosen_story_may_be_older_than_all_that_stands_there():
    chosen = make_article(published_at=PUBLISHED_AT - timedelta(days=900))
    make_many(TOP + RIVER + BLOCK + 5)
    choose(chosen, 1)
    assert compose().lead == chosen


@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled"])
def test_a_chosen_story_that_is_not_public_is_skipped(state):
    newest = make_many(4)
    if state == "scheduled":
        hidden = make_article(published_at=timezone.now() + timedelta(days=1))
    else:
        hidden = make_article(published=state != "draft")
    if state == "withdrawn":
        withdraw(hidden)
    choose(hidden, 1)
    front = compose()
    assert front.lead == newest[0]
    assert hidden not in everything(front)


def test_the_river_has_its_length():
    make_many(TOP + RIVER + 30)
    assert len(compose().river) == RIVER


def test_each_category_has_a_block_in_the_categories_order():
    last, first = make_category(order=2), make_category(order=1)
    for category in (last, first):
        make_many(TOP + RIVER + BLOCK, category=category)
    assert [category for category, _ in compose().blocks] == [first, last]


def test_a_block_holds_the_newest_of_its_category_that_stand_nowhere_else():
    stories = make_many(TOP + RIVER + BLOCK + 3)
    [(_, block)] = compose().blocks
    assert block == stories[TOP + RIVER :][:BLOCK]


def test_a_category_whose_news_is_old_still_has_its_block():
    old = make_article(published_at=PUBLISHED_AT - timedelta(days=400))
    make_many(TOP + RIVER + BLOCK)
    assert (old.category, [old]) in compose().blocks


def test_a_category_without_a_story_left_has_no_block():
    make_many(TOP)
    assert compose().blocks == []


def test_no_story_stands_there_twice():
    categories = [make_category() for _ in range(3)]
    stories = make_articles({"category": categories[number % 3]} for number in range(60))
    for position, at in ((1, 40), (2, 3), (3, 59)):
        choose(stories[at], position)
    shown = everything(compose())
    assert len(shown) == len(set(shown)) == TOP + RIVER + 3 * BLOCK


def test_nothing_unpublished_stands_there():
    make_article(published=False)
    make_article(published_at=timezone.now() + timedelta(days=1))
    assert everything(compose()) == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_young_site_fills_from_the_top(number):
    newest = make_many(number)
    assert everything(compose()) == newest
