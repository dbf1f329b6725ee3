"""What follows from an article's record alone: its hash, its clean body, its words for the index.

No database is asked. So the process that reads ahead can work it out (`articles.exchange.ahead`)
and send it along; what it did not, is worked out when it is asked for.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles import body
from articles.exchange import identity
from articles.exchange.records import ArticleRecord, BadRecord
from articles.exchange.values import within
from articles.models import Article, TickerSentiment
from articles.search.documents import WordsRead
from articles.symbols import Symbol
from articles.text import plain, spot_tickers

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_web_address = URLValidator(schemes=["http", "https"])


class WorkedOut:
    def __init__(self, record: ArticleRecord) -> None:
        self.record = record

    def all(self, *, to_be_indexed: bool) -> None:
        """Work everything out now. What is wrong with the record is told when the article is written."""
        _ = self.fingerprint, self.content_hash
        with suppress(BadRecord):
            _ = self.html, self.spotted
            if to_be_indexed:
                _ = self.words

    def __getstate__(self) -> dict[str, Any]:
        """Without the text, of which everything has been made that is needed."""
        return {name: value for name, value in self.__dict__.items() if name != "_text"}

    @cached_property
    def fingerprint(self) -> str:
        return identity.fingerprint(self.record)

    @cached_property
    def content_hash(self) -> str:
        """That of a record without a picture, whose file is part of it."""
        return identity.content_hash(self.record, self.record.category, "")

    def check(self) -> None:
        """Raises `BadRecord` for what no article can hold."""
        _ = self.html

    @cached_property
    def html(self) -> body.CleanHTML:
        """The body, sanitised; raises `BadRecord` as `check` does."""
        _check_fields(self.record)
        html = body.clean(self.record.body)
        self._text = plain(html)
        if not self._text:
            raise BadRecord("body has no words.")
        return html

    @cached_property
    def _text(self) -> str:
        return plain(self.html)

    @cached_property
    def spotted(self) -> list[Symbol]:
        """The tickers that its texts mention."""
        record = self.record
        return list(
            spot_tickers("\n".join([record.dek or "", record.summary or "", *(record.key_points or []), self._text]))
        )

    @cached_property
    def words(self) -> WordsRead:
        record = self.record
        texts = [record.headline, record.dek, record.summary, *(record.key_points or [])]
        texts += [line.text for line in record.risks or []]
        return WordsRead.of(self.html, self._text, texts)


def _check_fields(record: ArticleRecord) -> None:
    within(Article, "headline", record.headline)
    for name in ("dek", "language", "source_url", "source_reference"):
        within(Article, name, getattr(record, name) or "")
    if record.language and not _LANGUAGE.fullmatch(record.language):
        raise BadRecord(f"language is {record.language!r}, which is no tag such as en or en-GB.")
    if record.slug and not _SLUG.fullmatch(within(Article, "slug", record.slug)):
        raise BadRecord(f"slug is {record.slug!r}; it may have letters a to z, digits, - and _ only.")
    for tag in record.tickers or []:
        within(TickerSentiment, "reason", tag.reason, f"the reason of {tag.symbol}")
    if record.source_url:
        try:
            _web_address(record.source_url)
        except ValidationError:
            raise BadRecord(f"source_url is {record.source_url[:80]!r}, which is no web address.") from None
