"""What somebody typed over an older version of an article, made to fit the one that is stored now.

Rows of parts are sent with their keys. A row that a colleague deleted meanwhile has a key that is
there no more, and one that a colleague added is missing in what was sent. Here the first becomes a
new row, and the second is put in and marked for deletion: saved as it comes, the article has the rows
that were typed, and the form shows which ones of the colleague would go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from articles.admin.comparing import as_sent

#: Places are spread, so that no two wishes meet; see `OrderedPartForm.place`.
APART = 10

#: (whether it is a hidden initial value, name in the row) -> value
Row = dict[tuple[str, str], str]


def rebased(sent: QueryDict, stored: Iterable[BaseInlineFormSet], version: int | None) -> QueryDict:
    """`stored` are the parts as the database has them; `version` is what the form is based on now."""
    data = sent.copy()
    for formset in stored:
        if f"{formset.prefix}-TOTAL_FORMS" in data:
            _fit(data, formset)
    if version is not None:
        data["version"] = str(version)
    return data


def with_stored(sent: QueryDict, name: str, form: Any, stored: Iterable[BaseInlineFormSet]) -> QueryDict:
    """The same, but the field or part of this name as it is stored."""
    data = sent.copy()
    for formset in stored:
        if formset.prefix == name:
            _take_out(data, name)
            _put_in(data, name, [_row(row) for row in formset.initial_forms], [])
    if name in form.fields:
        for key, value in as_sent(form).items():
            if key == name or re.fullmatch(rf"{re.escape(name)}_\d", key):
                data[key] = value
    return data


def _fit(data: QueryDict, formset: BaseInlineFormSet) -> None:
    prefix = str(formset.prefix)
    rows = _take_out(data, prefix)
    rows.sort(key=_place)
    for place, row in enumerate(rows, 1):
        if ("", "position") in row:
            row["", "position"] = str(place * APART) if row["", "position"] or row.get(("", "id")) else ""
    there = {str(form.instance.pk): form for form in formset.initial_forms}
    old = [row for row in rows if row.get(("", "id")) in there]
    for row in rows:
        if row not in old:
            for name in ("id", formset.fk.name):
                row.pop(("", name), None)
    typed = {row["", "id"] for row in old}
    for key, form in there.items():
        if key not in typed:
            old.append(_row(form) | ({("", "DELETE"): "on"} if formset.can_delete else {}))
    new = [row for row in rows if ("", "id") not in row and ("", "DELETE") not in row]
    _put_in(data, prefix, old, new)


def _place(row: Row) -> float:
    wish = row.get(("", "position"), "")
    return int(wish) if wish.isdecimal() else float("inf")


def _row(form: Any) -> Row:
    found: Row = {}
    for name, value in as_sent(form).items():
        initial = "initial-" if name.startswith("initial-") else ""
        found[initial, name.removeprefix(initial).removeprefix(f"{form.prefix}-")] = value
    return found


def _take_out(data: QueryDict, prefix: str) -> list[Row]:
    """Removes the rows of a part from the data; returns them in order."""
    found: dict[int, Row] = {}
    for key in list(data):
        if match := re.fullmatch(rf"(initial-)?{re.escape(prefix)}-(\d{{1,6}})-(.+)", key):
            found.setdefault(int(match[2]), {})[match[1] or "", match[3]] = str(data.get(key) or "")
            del data[key]
    return [found[number] for number in sorted(found)]


def _put_in(data: QueryDict, prefix: str, old: list[Row], new: list[Row]) -> None:
    data[f"{prefix}-INITIAL_FORMS"] = str(len(old))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(old) + len(new))
    for number, row in enumerate([*old, *new]):
        for (initial, name), value in row.items():
            data[f"{initial}{prefix}-{number}-{name}"] = value
