"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    BLOCKS = "blocks"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one click would do: choose this in a field of the form, in a new row where `row` is None."""

    kind: str  # "ticker" or "risk"
    key: int
    name: str  # as the form's choice prints it
    words: str  # on the button
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is the form's name for what it is about, such as `headline` or `key_points-1-text`."""

    level: Level
    sentence: str
    field: str
    offer: Offer | None = None

    @property
    def anchor(self) -> str:
        """The id of the element that it is about; a part as a whole is a group."""
        is_part = self.field == "ticker_sentiments"
        return f"{self.field}-group" if is_part else f"id_{self.field}"


def blocks(sentence: str, field: str) -> Finding:
    return Finding(Level.BLOCKS, sentence, field)


def advice(sentence: str, field: str, offer: Offer | None = None) -> Finding:
    return Finding(Level.ADVICE, sentence, field, offer)
