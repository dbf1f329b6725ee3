"""Which article a record is about, and whether it says anything new."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from articles.exchange.records import ArticleRecord
from articles.models import Article
from articles.text import fold

#: Part of every content hash: raise it when what is written for the same record changes.
HASH_VERSION = 1
_NOT_CONTENT = {"notes", "category_candidates", "category_fallback", "version_at"}
_CONTENT = tuple(one.name for one in fields(ArticleRecord) if one.name not in _NOT_CONTENT)


class Stored(NamedTuple):
    """What the archive has of a record's article."""

    pk: int
    content_hash: str
    status: str
    published_at: datetime | None
    updated_at: datetime | None


def find(record: ArticleRecord, fingerprint: str) -> Stored | None:
    """By source name and reference where the record has them, else by its fingerprint."""
    if record.source_reference:
        rows = of_source(record.source_name, [record.source_reference])
    else:
        rows = Article.objects.filter(fingerprint=fingerprint)
    row = rows.order_by("pk").values_list(*Stored._fields).first()
    return Stored(*row) if row else None


def of_source(name: str, references: list[str]) -> QuerySet[Article]:
    """The articles that a source calls by these references, by the index of those that have one.

    A database uses that index only if the query says that the reference is not empty.
    """
    return Article.objects.filter(source_name=name, source_reference__in=references).exclude(source_reference="")


def fingerprint(record: ArticleRecord) -> str:
    """The headline and the day, so that an article whose text was edited is still the same one."""
    if record.source_reference:
        return ""
    day = record.published
    if isinstance(day, datetime):
        day = timezone.localtime(day, timezone.get_default_timezone()).date()
    return hashlib.sha256(f"{fold(record.headline)}\n{day or ''}".encode()).hexdigest()


def content_hash(record: ArticleRecord, category: str, picture: str) -> str:
    """Everything that the record states, the category that the command adds, the picture's digest."""
    stated = {name: getattr(record, name) for name in _CONTENT}
    stated |= {"category": category, "picture_digest": picture, "hash_version": HASH_VERSION}
    return hashlib.sha256(json.dumps(stated, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


class Seen:
    """Which articles this import has met: one bit for each key, so that a million cost little."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, pk: int) -> None:
        byte = pk >> 3
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte - len(self._bits) + 1))
        self._bits[byte] |= 1 << (pk & 7)

    def __contains__(self, pk: int) -> bool:
        byte = pk >> 3
        return byte < len(self._bits) and bool(self._bits[byte] >> (pk & 7) & 1)
