"""Two revisions of an article told apart, field by field, in the order in which an article is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format

from articles.choices import CorrectionKind, Sentiment, Status, TickerRole
from articles.differences import Kind, Line, Piece, bodies, lists, texts

#: Lines that stand unchanged beside one that changed are shown, so many on either side.
AROUND = 1
ONLY_MARKUP = "Only what readers do not see as words was changed (the markup)."


class Row(NamedTuple):
    """A line of a difference, or, without pieces, how many unchanged lines are left out here."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


class FieldDifference(NamedTuple):
    """One field that differs. `note` stands where words cannot show how."""

    name: str
    label: str
    rows: list[Row]
    note: str = ""


def _words(before: str, after: str) -> list[Line]:
    """A text, by lines if it has several."""
    if "\n" in before or "\n" in after:
        return lists(before.splitlines(), after.splitlines())
    return [Line(Kind.CHANGED, tuple(texts(before, after)))]


def _whole(before: str, after: str) -> list[Line]:
    """What is one thing, such as a date or an address: the old one and the new one."""
    pieces = [Piece(Kind.REMOVED, before), Piece(Kind.ADDED, after)]
    return [Line(piece.kind, (piece,)) for piece in pieces if piece.text]


def _named(value: Any) -> str:
    return value["name"] if value else ""


def _moment(value: str | None) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(value)), "j F Y, H:i:s T") if value else ""


def _label(choices: Any) -> Callable[[str], str]:
    return lambda value: str(choices(value).label) if value in choices.values else value


def _risk(item: Any) -> str:
    return item["text"] + (f" (tracked risk: {item['risk']['name']})" if item["risk"] else "")


def _ticker(item: Any) -> str:
    said = f"{item['name']}: {_label(Sentiment)(item['sentiment'])}, {_label(TickerRole)(item['role']).lower()}"
    return f"{said}. {item['reason']}" if item["reason"] else said


def _correction(item: Any) -> str:
    return f"{_label(CorrectionKind)(item['kind'])}, {_moment(item['at'])}: {item['note']}"


def _each(write: Callable[[Any], str]) -> Callable[[Any], Any]:
    return lambda items: [write(item) for item in items]


#: Name of the field, what editors call it, how a value is written, how two of them are compared.
def _percent(value: Any) -> str:
    """Revisions from before there was such a point have none."""
    return "" if value == "" else f"{value}%"


FIELDS: tuple[tuple[str, str, Callable[[Any], Any], Callable[[Any, Any], list[Line]]], ...] = (
    ("status", "Status", _label(Status), _whole),
    ("withdrawal", "What readers are told", str, _words),
    ("category", "Category", _named, _whole),
    ("published_at", "Published", _moment, _whole),
    ("first_published_at", "First published", _moment, _whole),
    ("updated_at", "Substantively updated", _moment, _whole),
    ("headline", "Headline", str, _words),
    ("dek", "Dek", str, _words),
    ("authors", "Authors", _each(_named), lists),
    ("picture", "Lead picture", str, _whole),
    ("picture_alt", "Alternative text", str, _words),
    ("picture_focus_x", "What matters in it, from the left", _percent, _whole),
    ("picture_focus_y", "What matters in it, from the top", _percent, _whole),
    ("picture_credit", "Credit", str, _words),
    ("summary", "Summary", str, _words),
    ("key_points", "Key points", _each(str), lists),
    ("body", "Body", str, bodies),
    ("risks", "Risks", _each(_risk), lists),
    ("disclosure", "Disclosure", str, _words),
    ("tickers", "Ticker sentiment", _each(_ticker), lists),
    ("corrections", "Corrections", _each(_correction), lists),
    ("related", "Related articles", _each(_named), lists),
    ("slug", "Address", str, _whole),
    ("language", "Language", str, _whole),
    ("source_name", "Source", str, _words),
    ("source_reference", "Reference at the source", str, _whole),
    ("source_url", "Address of the source", str, _whole),
)
LABELS = {name: label for name, label, *_ in FIELDS}
_EMPTY: dict[str, Any] = {"authors": [], "key_points": [], "risks": [], "tickers": [], "corrections": [], "related": []}


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The labels of the fields that differ; quick, for lists. Nothing was before is `{}`."""
    return [label for name, label, *_ in FIELDS if _value(before, name) != _value(after, name)]


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[FieldDifference]:
    """How each field that differs does."""
    found = []
    for name, label, write, compare in FIELDS:
        old, new = _value(before, name), _value(after, name)
        if old == new:
            continue
        lines = compare(write(old) if old else type(write(new))(), write(new) if new else type(write(old))())
        differ = any(line.kind != Kind.KEPT for line in lines)
        found.append(FieldDifference(name, label, shortened(lines) if differ else [], "" if differ else ONLY_MARKUP))
    return found


def shortened(lines: Sequence[Line]) -> list[Row]:
    """The lines that changed with their neighbours; of the others, how many there are."""
    changes = {at for at, line in enumerate(lines) if line.kind != Kind.KEPT}
    near = {at + step for at in changes for step in range(-AROUND, AROUND + 1)}
    rows: list[Row] = []
    for at, (kind, pieces) in enumerate(lines):
        if at in near:
            rows.append(Row(kind, pieces))
        elif rows and rows[-1].skipped:
            rows[-1] = Row(Kind.KEPT, skipped=rows[-1].skipped + 1)
        else:
            rows.append(Row(Kind.KEPT, skipped=1))
    return rows


def _value(content: dict[str, Any], name: str) -> Any:
    """A field that a revision did not have yet is empty."""
    value = content.get(name)
    return _EMPTY.get(name, "") if value is None else value
