"""What a reader makes of its input, and what it says where it cannot. Plain data; no database.

In every record `None` means that the input left the field out, so that an update keeps what is
stored; an empty value means that the input states it as empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from articles.choices import CorrectionKind, RiskStatus, Sentiment, TickerRole
from articles.symbols import Symbol


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


class Skipped(Exception):
    """A record that is in order but is not for us; the text says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadRecord(Exception):
    """A record that cannot be imported: what is wrong, and the line if it is not the record's first."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class RiskLine:
    text: str
    risk: str = ""


@dataclass(frozen=True, slots=True)
class TickerTag:
    """`symbol.exchange` is "" where the input names none."""

    symbol: Symbol
    sentiment: Sentiment = Sentiment.NEUTRAL
    role: TickerRole = TickerRole.SUBJECT
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """`file` is a path relative to the import's folder; "" takes the picture away."""

    file: str
    alt: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    note: str
    kind: CorrectionKind = CorrectionKind.CORRECTION
    at: datetime | None = None


@dataclass(slots=True)
class ArticleRecord:
    headline: str
    body: str  # HTML from anybody; the importer sanitises it
    category: str = ""
    category_description: str = ""
    category_candidates: list[str] = field(default_factory=list)  # the first that exists is taken
    category_fallback: str = ""  # for a new article, where nothing above named one
    dek: str | None = None
    slug: str | None = None
    summary: str | None = None
    key_points: list[str] | None = None
    risks: list[RiskLine] | None = None
    tickers: list[TickerTag] | None = None
    authors: list[str] | None = None
    disclosure: str | None = None
    language: str | None = None
    published: datetime | date | None = None  # a date has no hour
    updated_at: datetime | None = None
    version_at: datetime | None = None  # when this version was made, where the input says so
    source_name: str = ""
    source_url: str | None = None
    source_reference: str = ""
    related: list[str] | None = None
    picture: PictureFile | None = None
    corrections: list[CorrectionLine] | None = None
    notes: list[str] = field(default_factory=list)  # what the reader would have somebody know


@dataclass(slots=True)
class CategoryRecord:
    name: str
    slug: str | None = None
    description: str | None = None
    order: int | None = None


@dataclass(slots=True)
class AuthorRecord:
    name: str
    slug: str | None = None
    role: str | None = None
    biography: str | None = None


@dataclass(slots=True)
class RiskRecord:
    slug: str
    title: str
    description: str | None = None
    status: RiskStatus | None = None
    category: str | None = None
    review_on: date | None = None


@dataclass(slots=True)
class PageRecord:
    slug: str
    title: str
    body: str
    footer_note: str | None = None


NewsroomRecord = CategoryRecord | AuthorRecord | RiskRecord | PageRecord
Record = ArticleRecord | NewsroomRecord


class JSONText(str):
    """The JSON value of a record, as it stood in the input."""

    __slots__ = ()


class Entry(NamedTuple):
    """One record as it was met: where it stood, what was made of it, and the input for the rejects.

    `offset` is how many bytes of the file have been read, for the progress bar.
    """

    line: int
    found: Record | Skipped | BadRecord
    raw: str | None = None
    offset: int = 0
