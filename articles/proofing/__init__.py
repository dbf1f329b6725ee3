"""Checks before publication. Each is a function from a `Story` to findings; none writes, and none asks the network.

A finding that blocks is gone over with a reason only; `workflow.publish` sees to that. Which block, and
why: docs/decisions/0017-checks-that-block.md
"""

from __future__ import annotations

from articles.proofing import completeness, headlines, links, names, numbers, risks, tickers
from articles.proofing.findings import Finding, Level, Offer
from articles.proofing.story import Story, story_of

CHECKS = (
    headlines.too_long,
    headlines.used_before,
    numbers.not_in_body,
    names.not_in_body,
    completeness.no_alternative_text,
    completeness.no_disclosure,
    completeness.no_sentiment,
    completeness.no_reason,
    links.dead,
    tickers.not_mentioned,
    tickers.not_tagged,
    risks.tracked_already,
)
#: Those of them that may find what blocks: all that publishing asks.
THAT_BLOCK = (
    headlines.used_before,
    numbers.not_in_body,
    completeness.no_alternative_text,
    completeness.no_disclosure,
    completeness.no_sentiment,
    links.dead,
)


def proofread(story: Story) -> list[Finding]:
    """What is to be said of a story, what blocks first."""
    found = [finding for check in CHECKS for finding in check(story)]
    return sorted(found, key=lambda finding: finding.level != Level.BLOCKS)


def that_block(story: Story) -> list[Finding]:
    """What has to be put right, or gone over with a reason, before the story is published."""
    found = [finding for check in THAT_BLOCK for finding in check(story)]
    return [finding for finding in found if finding.level == Level.BLOCKS]


__all__ = ["Finding", "Level", "Offer", "Story", "proofread", "story_of", "that_block"]
