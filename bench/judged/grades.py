"""Rules over stories, and the grade that a query's rules give a story.

    topic("coffee") & named(r"quota|talks") | opens("coffee talks")

Three rules make a judgement: `best` is what the reader wants (3), `good` is clearly about it (2) and
`touches` has it in passing (1). The first that holds is the grade.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bench.judged.stories import Story

BEST, GOOD, TOUCHES, NOTHING = 3, 2, 1, 0
#: Kinds of query for which there is one right answer (or the same story sent twice).
KNOWN = "known item"

#: Topics that stories of one trade are filed under.
GRAIN = ("grain", "wheat", "corn", "barley", "rice", "sorghum", "oat")
METALS = ("gold", "silver", "copper", "zinc", "lead", "tin", "alum", "nickel", "platinum")


@dataclass(frozen=True)
class Rule:
    holds: Callable[[Story], bool]

    def __and__(self, other: Rule) -> Rule:
        return Rule(lambda story: self.holds(story) and other.holds(story))

    def __or__(self, other: Rule) -> Rule:
        return Rule(lambda story: self.holds(story) or other.holds(story))

    def __invert__(self) -> Rule:
        return Rule(lambda story: not self.holds(story))


NEVER = Rule(lambda story: False)


@dataclass(frozen=True)
class Query:
    """What a reader types, and what they want by it."""

    text: str
    kind: str
    best: Rule
    good: Rule = NEVER
    touches: Rule = NEVER


def grade(query: Query, story: Story) -> int:
    if query.best.holds(story):
        return BEST
    if query.good.holds(story):
        return GOOD
    return TOUCHES if query.touches.holds(story) else NOTHING


def graded(query: Query, stories: Iterable[Story]) -> dict[str, int]:
    """References of all stories that are not worth nothing, with their grades."""
    grades = ((story.reference, grade(query, story)) for story in stories)
    return {reference: worth for reference, worth in grades if worth}


def topic(*names: str) -> Rule:
    """Filed under any of these topics."""
    return Rule(lambda story: not story.topics.isdisjoint(names))


def place(*names: str) -> Rule:
    """Filed under any of these countries."""
    return Rule(lambda story: not story.places.isdisjoint(names))


def concerns(*bodies: str) -> Rule:
    """Filed under any of these international bodies."""
    return Rule(lambda story: not story.bodies.isdisjoint(bodies))


def code(*symbols: str) -> Rule:
    """Names a company by its code, in the headline or the body."""
    return Rule(lambda story: not story.codes.isdisjoint(symbols))


def named(pattern: str) -> Rule:
    """The pattern is found in the headline, capitals or not."""
    search = re.compile(pattern, re.IGNORECASE).search
    return Rule(lambda story: search(story.headline) is not None)


def opens(*phrases: str) -> Rule:
    """Any of the phrases stands in the opening of the body; `bank*` is the beginning of a word."""
    needles = [needle(phrase) for phrase in phrases]
    return Rule(lambda story: _has_any(story.opening, needles))


def says(*phrases: str, times: int = 1) -> Rule:
    """The phrases, taken together, stand in the body at least so many times."""
    needles = [needle(phrase) for phrase in phrases]
    if times == 1:
        return Rule(lambda story: _has_any(story.spoken, needles))
    return Rule(lambda story: sum(story.spoken.count(part) for part in needles) >= times)


def since(year: int, month: int, day: int) -> Rule:
    return Rule(lambda story: story.moment >= datetime(year, month, day))  # noqa: DTZ001


def until(year: int, month: int, day: int) -> Rule:
    """Before that day."""
    return ~since(year, month, day)


def needle(phrase: str) -> str:
    """`bank*` -> " bank", `bank` -> " bank ": to be looked for among words apart by one blank."""
    return f" {phrase[:-1]}" if phrase.endswith("*") else f" {phrase} "


def _has_any(text: str, needles: list[str]) -> bool:
    """A plain loop: this runs a million times, and a generator would double the time."""
    for part in needles:  # noqa: SIM110
        if part in text:
            return True
    return False
