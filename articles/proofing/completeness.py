"""What a story must not lack."""

from __future__ import annotations

from collections.abc import Iterator

from articles.choices import Sentiment, TickerRole
from articles.proofing.findings import Finding, advice, blocks
from articles.proofing.story import Story


def no_alternative_text(story: Story) -> Iterator[Finding]:
    if story.has_picture and not story.picture_alt.strip():
        yield blocks("The picture has no alternative text. Say what it shows.", "picture_alt")


def no_disclosure(story: Story) -> Iterator[Finding]:
    if not story.disclosure.strip():
        yield blocks("There is no disclosure.", "disclosure")


def no_sentiment(story: Story) -> Iterator[Finding]:
    for tag in story.tags:
        if not tag.sentiment:
            yield blocks(f"{tag} has no sentiment yet.", f"ticker_sentiments-{tag.row}-sentiment")


def no_reason(story: Story) -> Iterator[Finding]:
    """Of a ticker that the story is about, and takes a side on."""
    for tag in story.tags:
        takes_a_side = tag.sentiment in (Sentiment.POSITIVE, Sentiment.NEGATIVE)
        if takes_a_side and tag.role == TickerRole.SUBJECT and not tag.reason.strip():
            yield advice(f"{tag} is {tag.sentiment} without a reason.", f"ticker_sentiments-{tag.row}-reason")
