"""The newswire of 1987, from the folder beside the project.

Left out are stories without a headline or a body, and those filed under no topic and no place at all
(some hundred, sent while nobody filed): they could not be judged.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from html import unescape
from pathlib import Path

from make.temporary_site import ROOT

WIRE = ROOT.parent / "shared" / "data" / "wire" / "reuters"
SOURCE = "Wire, 1987"
#: One for all, so that no engine learns from it what a story is about.
CATEGORY = "Wire"
#: So many characters of a body are its opening: who did what, before any background.
OPENING = 260
_END = re.compile(r"\n\s*Reuter\s*\n?.*\Z", re.DOTALL)
_CODE = re.compile(r"<([A-Z][A-Z.]{0,6})>")
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Story:
    """`topics`, `places` and `bodies` (such as OPEC) are what people filed it under."""

    reference: str
    headline: str
    dateline: str
    paragraphs: tuple[str, ...]
    moment: datetime
    topics: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]

    @cached_property
    def body(self) -> str:
        return f"{self.dateline} {chr(10).join(self.paragraphs)}".strip()

    @cached_property
    def spoken(self) -> str:
        """The body's words in small letters, one blank before and after each."""
        return _spoken(" ".join(self.paragraphs))

    @cached_property
    def opening(self) -> str:
        return _spoken(" ".join(self.paragraphs)[:OPENING])

    @cached_property
    def codes(self) -> frozenset[str]:
        """Company codes in angle brackets, of the headline and the body."""
        return frozenset(_CODE.findall(f"{self.headline} {self.body}"))

    def record(self) -> dict[str, str]:
        """The story as `import_articles` reads it, without what people filed it under."""
        return {
            "headline": self.headline,
            "body_text": self.body.replace("\n", "\n\n"),
            "category": CATEGORY,
            "published_at": self.moment.isoformat(),
            "source_name": SOURCE,
            "source_reference": self.reference,
        }


def read(folder: Path = WIRE) -> Iterator[Story]:
    """Every story with a headline and a body that somebody filed, in the order of the wire."""
    files = sorted(folder.glob("*.json.gz")) if folder.is_dir() else []
    if not files:
        raise FileNotFoundError(f"The judged stories are not there: no *.json.gz in {folder}.")
    for file in files:
        with gzip.open(file) as source:
            for raw in json.load(source):
                story = _story(raw)
                if story.headline and story.paragraphs and (story.topics or story.places):
                    yield story


def _story(raw: dict) -> Story:
    """A line that is indented begins a paragraph; the agency's name on a line of its own is the end."""
    body = _END.sub("", unescape(raw["body"]))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n {2,}", body))
    return Story(
        reference=raw["attrs"]["newid"],
        headline=" ".join(unescape(raw["title"]).split()),
        dateline=raw["dateline"].strip(),
        paragraphs=tuple(part for part in paragraphs if part),
        moment=datetime.strptime(raw["date"].strip().split(".")[0], "%d-%b-%Y %H:%M:%S"),  # noqa: DTZ007
        topics=frozenset(raw["topics"]),
        places=frozenset(raw["places"]),
        bodies=frozenset(raw["orgs"]),
    )


def _spoken(text: str) -> str:
    return f" {_NO_WORD.sub(' ', text.lower())} "
