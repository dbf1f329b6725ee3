"""Taking typed values out of a JSON object. Whatever is wrong is told with the field's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, TextChoices
from django.utils import timezone

from articles.exchange.records import BadRecord

MAX_ITEMS = 500
#: Outside these years no time zone can be applied with certainty.
YEARS = range(1600, 9000)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NAMES = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
C = TypeVar("C", bound=TextChoices)


def cleaned(text: str) -> str:
    """Without control characters and half characters; line ends as \\n."""
    if text.isascii() and (text.isprintable() or text.replace("\n", "").isprintable()):
        return text
    text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    return " ".join(cleaned(text).split())


def kind_of(value: Any) -> str:
    return "nothing" if value is None else _NAMES.get(type(value), "something else")


def within(model: type[Model], field: str, text: str, name: str = "") -> str:
    """The text, if the model's field can hold it."""
    limit = model._meta.get_field(field).max_length  # type: ignore[union-attr]  # text fields only
    if limit is not None and len(text) > limit:
        raise BadRecord(f"{name or field} has {len(text):,} characters; {limit} are the limit.")
    return text


def moment(text: str, name: str) -> datetime | date:
    """ISO 8601 -> an aware datetime, or a date where the text has no hour.

    Without an offset it is newsroom time.
    """
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
            found: datetime | date = date.fromisoformat(text)
        else:
            found = datetime.fromisoformat(text)
    except ValueError:
        raise BadRecord(f"{name} is {text[:60]!r}, which is no ISO 8601 date.") from None
    if found.year not in YEARS:
        raise BadRecord(f"{name} is {text[:60]!r}, a year that cannot be meant.")
    if isinstance(found, datetime) and timezone.is_naive(found):
        found = timezone.make_aware(found)
    return found


class Fields:
    """One JSON object, read field by field, under the name that it has in its parent.

    A reader of an optional field returns None where it is left out. A field that is null counts
    as stated and empty.
    """

    def __init__(self, data: Any, name: str = "") -> None:
        if not isinstance(data, dict):
            raise BadRecord(f"{name or 'a record'} must be an object, not {kind_of(data)}.")
        self.data = data
        self.prefix = f"{name}." if name else ""

    def name(self, field: str) -> str:
        return f"{self.prefix}{field}"

    def wrong(self, field: str, expected: str) -> BadRecord:
        return BadRecord(f"{self.name(field)} must be {expected}, not {kind_of(self.data[field])}.")

    def raw_text(self, field: str) -> str | None:
        if field not in self.data:
            return None
        value = self.data[field]
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(field, "a text")
        return value

    def line(self, field: str) -> str | None:
        """A text, on one line."""
        value = self.raw_text(field)
        return None if value is None else one_line(value)

    def prose(self, field: str) -> str | None:
        """A text that may have line ends."""
        value = self.raw_text(field)
        return None if value is None else cleaned(value).strip()

    def required(self, field: str) -> str:
        value = self.line(field)
        if not value:
            raise BadRecord(f"{self.name(field)} is missing.")
        return value

    def moment(self, field: str) -> datetime | date | None:
        value = self.line(field)
        return moment(value, self.name(field)) if value else None

    def instant(self, field: str) -> datetime | None:
        value = self.moment(field)
        if value is not None and not isinstance(value, datetime):
            raise BadRecord(f"{self.name(field)} needs an hour: {value.isoformat()} alone says only the day.")
        return value

    def day(self, field: str) -> date | None:
        value = self.moment(field)
        if isinstance(value, datetime):
            raise BadRecord(f"{self.name(field)} must be a date such as 2026-02-10, without an hour.")
        return value

    def number(self, field: str, minimum: int, maximum: int) -> int | None:
        value = self.data.get(field)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(field, "a whole number")
        if not minimum <= value <= maximum:
            raise BadRecord(f"{self.name(field)} must be from {minimum} to {maximum}.")
        return value

    def choice(self, field: str, choices: type[C]) -> C | None:
        value = self.line(field)
        if not value:
            return None
        try:
            return choices(value.lower())
        except ValueError:
            allowed = ", ".join(choices.values)
            raise BadRecord(f"{self.name(field)} is {value[:60]!r}, but must be one of {allowed}.") from None

    def items(self, field: str) -> list[tuple[str, Any]] | None:
        """A list's items, each with its name for messages."""
        if field not in self.data:
            return None
        value = self.data[field]
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(field, "a list")
        if len(value) > MAX_ITEMS:
            raise BadRecord(f"{self.name(field)} has {len(value):,} items; {MAX_ITEMS} are the limit.")
        return [(f"{self.name(field)}[{index}]", item) for index, item in enumerate(value)]

    def lines(self, field: str) -> list[str] | None:
        """A list of texts; empty ones are dropped."""
        items = self.items(field)
        return None if items is None else [text for text in map(_text_item, items) if text]

    def objects(self, field: str) -> Iterator[Fields]:
        """Those items of a list that are objects, for input of which we take what we can use."""
        value = self.data.get(field)
        for item in value if isinstance(value, list) else []:
            if isinstance(item, dict):
                yield Fields(item, self.name(field))


def _text_item(item: tuple[str, Any]) -> str:
    name, value = item
    if not isinstance(value, str):
        raise BadRecord(f"{name} must be a text, not {kind_of(value)}.")
    return one_line(value)
