"""How good a list of answers is: nDCG@10 and MRR, both from 0 (useless) to 1 (perfect).

nDCG@10 is the discounted cumulated gain of the first ten, over the most that ten could have:

    DCG@10 = sum over places 1..10 of (2 ** grade - 1) / log2(place + 1)

Discounting by place, and dividing by the ideal order of all graded stories, are of Järvelin and
Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", ACM Transactions on Information Systems
20 (4), 2002; the gain 2 ** grade - 1, by which one exact answer outweighs two good ones, came into use
with Burges and others, "Learning to Rank Using Gradient Descent", ICML 2005.

MRR is the mean, over queries, of one over the place of the first answer that serves: graded `GOOD` or
more, or for a known item the best grade there is; 0 where none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import log2

from bench.judged.grades import BEST, GOOD, KNOWN, Query

DEPTH = 10


def gained(grades: Iterable[int], depth: int = DEPTH) -> float:
    """DCG of grades in the order of their places."""
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(islice(grades, depth), 1))


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """A reference that is answered twice gains nothing the second time."""
    ideal = gained(sorted(grades.values(), reverse=True), depth)
    if not ideal:
        return 0.0
    once: set[str] = set()
    worth = []
    for reference in found[:depth]:
        worth.append(0 if reference in once else grades.get(reference, 0))
        once.add(reference)
    return gained(worth, depth) / ideal


def reciprocal_rank(found: Sequence[str], grades: Mapping[str, int], least: int = GOOD) -> float:
    places = (place for place, reference in enumerate(found, 1) if grades.get(reference, 0) >= least)
    return next((1 / place for place in places), 0.0)


def serves(query: Query) -> int:
    """The least grade that ends the reader's search."""
    return BEST if query.kind == KNOWN else GOOD


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
