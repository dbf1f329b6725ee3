"""An example of conversion: the newswire of 1987 -> our own JSON Lines. Used by tests only."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

SOURCE = "Reuters, 1987"


def stories(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json.gz")):
        with gzip.open(path) as file:
            yield from json.load(file)


def article(story: dict[str, Any]) -> dict[str, Any]:
    """One story in our schema. A line that is indented begins a paragraph; the last says "Reuter"."""
    body = re.sub(r"\n\s*Reuter\s*\n?.*\Z", "", unescape(story["body"]), flags=re.DOTALL)
    paragraphs = re.sub(r"\n {2,}", "\n\n", body)
    made = datetime.strptime(story["date"].strip().split(".")[0], "%d-%b-%Y %H:%M:%S")
    return {
        "headline": unescape(story["title"]),
        "body_text": f"{story['dateline']} {paragraphs}".strip() if body.strip() else "",
        "category": story["topics"][0].capitalize() if story["topics"] else "News",
        "published_at": made.isoformat(),
        "source_name": SOURCE,
        "source_reference": story["attrs"]["newid"],
    }


def write_lines(folder: Path, target: Path) -> int:
    """All stories of a folder as one .jsonl file; returns how many."""
    number = 0
    with target.open("w", encoding="utf-8") as out:
        for story in stories(folder):
            out.write(json.dumps(article(story)) + "\n")
            number += 1
    return number
