"""Articles by the thousand, the same ones for the same seed, in the project's own JSON Lines.

Words are drawn as they are in real prose: a few very common, most rare (Zipf). Text that repeats
one story would make any search index look good.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

VOCABULARY = 60_000
WORDS_A_BODY = 300
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstvwz" for vowel in "aeiou"][::3]
CATEGORIES = ["Markets", "Economy", "Companies", "Technology", "Energy", "Policy"]
SENTIMENTS = ["positive", "neutral", "negative"]
#: No exchange lists these.
SYMBOLS = [f"ZZ{first}{second}" for first in "ABCDEFGHIJ" for second in "KLMNOPQRST"]
LAST = datetime(2026, 2, 16, 12, tzinfo=UTC)


def vocabulary() -> list[str]:
    """Words that can be said, the shortest first, as common words are short."""
    made = itertools.chain.from_iterable(itertools.product(SYLLABLES, repeat=size) for size in (1, 2, 3, 4))
    return ["".join(syllables) for syllables in itertools.islice(made, VOCABULARY)]


class Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = vocabulary()
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def text(self, words: int) -> str:
        drawn = self.random.choices(self.words, cum_weights=self.weights, k=words)
        return " ".join(drawn).capitalize()

    def article(self, number: int) -> dict[str, object]:
        symbols = self.random.sample(SYMBOLS, 2)
        paragraphs = [self.text(WORDS_A_BODY // 6) + "." for _ in range(6)]
        paragraphs[0] += f" (NYSE:{symbols[0]})"
        return {
            "headline": f"{self.text(8)} {number}",
            "dek": self.text(14) + ".",
            "category": self.random.choice(CATEGORIES),
            "summary": self.text(30) + ".",
            "body_text": "\n\n".join(paragraphs),
            "key_points": [self.text(10) + "." for _ in range(3)],
            "risks": [self.text(12) + "." for _ in range(3)],
            "tickers": [
                {"ticker": f"NYSE:{symbol}", "sentiment": self.random.choice(SENTIMENTS)} for symbol in symbols
            ],
            "authors": [f"Writer {self.random.randrange(20)}"],
            "published_at": (LAST - timedelta(minutes=number)).isoformat(),
            "source_name": "generated",
            "source_reference": f"generated-{number}",
        }


def articles(count: int, seed: int = 2026) -> Iterator[dict[str, object]]:
    writer = Writer(seed)
    return (writer.article(number) for number in range(count))


def write(file: Path, count: int, seed: int = 2026) -> None:
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article) + "\n" for article in articles(count, seed))
