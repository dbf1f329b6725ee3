"""nDCG@10 and MRR against values worked out by hand."""

from __future__ import annotations

from math import log2

import pytest

from bench.judged.grades import BEST, GOOD, KNOWN, NEVER, Query
from bench.judged.measures import gained, mean, ndcg, reciprocal_rank, serves

GRADES = {"a": 3, "b": 2, "c": 1}
#: 7 / log2(2) + 3 / log2(3) + 1 / log2(4)
IDEAL = 7 + 3 / log2(3) + 0.5


def test_gains_are_discounted_by_place():
    assert gained([3, 2, 3, 0, 1, 2]) == pytest.approx(13.8483, abs=0.0001)


def test_only_ten_places_count():
    assert gained([0] * 10 + [3]) == 0
    assert gained([1, 1, 1], depth=1) == 1


def test_the_best_order_is_worth_one():
    assert ndcg(["a", "b", "c"], GRADES) == 1
    assert ndcg(["a", "b", "c", "x", "y"], GRADES) == 1


def test_a_wrong_order_is_worth_less():
    reversed_order = (1 + 3 / log2(3) + 7 / 2) / IDEAL
    assert ndcg(["c", "b", "a"], GRADES) == pytest.approx(reversed_order)
    assert reversed_order == pytest.approx(0.6806, abs=0.0001)


def test_what_is_missing_lowers_it():
    assert ndcg(["x", "a"], GRADES) == pytest.approx(7 / log2(3) / IDEAL)
    assert ndcg(["b"], GRADES) == pytest.approx(3 / IDEAL)


def test_twice_the_same_gains_once():
    assert ndcg(["a", "a", "a"], GRADES) == pytest.approx(7 / IDEAL)


def test_ten_of_many_perfect_answers_are_perfect():
    many = {str(number): 3 for number in range(40)}
    assert ndcg([str(number) for number in range(20, 30)], many) == 1


@pytest.mark.parametrize(("found", "grades"), [([], GRADES), (["x", "y"], GRADES), (["a"], {}), ([], {})])
def test_nothing_found_and_nothing_to_find_are_worth_nothing(found, grades):
    assert ndcg(found, grades) == 0
    assert reciprocal_rank(found, grades) == 0


def test_the_reciprocal_rank_is_of_the_first_that_serves():
    assert reciprocal_rank(["a", "b"], GRADES) == 1
    assert reciprocal_rank(["c", "x", "b", "a"], GRADES) == pytest.approx(1 / 3)
    assert reciprocal_rank(["c", "x", "b", "a"], GRADES, least=BEST) == 0.25
    assert reciprocal_rank(["c"], GRADES) == 0


def test_only_the_best_serves_where_one_story_is_meant():
    assert serves(Query("x", KNOWN, best=NEVER)) == BEST
    assert serves(Query("x", "topic", best=NEVER)) == GOOD


def test_the_mean_of_nothing_is_nothing():
    assert mean([]) == 0
    assert mean([1.0, 0.0, 0.5]) == 0.5
