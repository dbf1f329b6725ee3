"""The least a search can do, to be compared with: bare FTS5, ordered by bm25 as it comes.

One table of headline and body, Porter's stems, every word wanted, no weights and nothing understood
of what was typed but quotation marks.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

from bench.judged.stories import Story

_PIECE = re.compile(r'"([^"]+)"|([^\s"]+)')


class PlainSearch:
    def __init__(self, stories: Iterable[Story]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE VIRTUAL TABLE story USING fts5(headline, body, tokenize='porter unicode61')")
        self.references: list[str] = []
        for story in stories:
            self.references.append(story.reference)
            self.database.execute(
                "INSERT INTO story(rowid, headline, body) VALUES (?, ?, ?)",
                (len(self.references), story.headline, story.body),
            )

    def find(self, typed: str, limit: int) -> list[str]:
        """References, best first."""
        rows = self.database.execute(
            "SELECT rowid FROM story WHERE story MATCH ? ORDER BY bm25(story), rowid LIMIT ?", (match(typed), limit)
        )
        return [self.references[row - 1] for (row,) in rows]

    def close(self) -> None:
        self.database.close()


def match(typed: str) -> str:
    """Every word, or run of words in quotation marks, as a string of FTS5; all are wanted."""
    return " AND ".join(f'"{quoted or bare}"' for quoted, bare in _PIECE.findall(typed))
