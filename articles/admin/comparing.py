"""What two fillings of the article form say, field by field and part by part, and how they differ.

A filling is a form with its formsets, bound to what somebody typed or made of what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.forms.models import BaseInlineFormSet, ModelChoiceField
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from articles import differences
from articles.admin.basis import who_changed
from articles.admin.parts import Parts
from articles.admin.widgets import Choice
from articles.body import clean as clean_html
from articles.models import Article

#: Of a row; they say where it stands or what becomes of it, not what it says.
ASIDE = {"id", "article", "position", "DELETE"}


class Filling(NamedTuple):
    form: forms.ModelForm
    formsets: list[BaseInlineFormSet]


def filled(model_admin: Any, request: HttpRequest, article: Article | None, sent: QueryDict | None = None) -> Filling:
    """The form and its parts as this person has them: made of what is stored, or bound to what was sent."""
    names = flatten_fieldsets(model_admin.get_fieldsets(request, article))
    kind = model_admin.get_form(request, article, change=article is not None, fields=names)
    form = kind(sent, instance=article)
    formsets = [
        one(sent, instance=form.instance, prefix=one.get_default_prefix(), queryset=inline.get_queryset(request))
        for one, inline in model_admin.get_formsets_with_inlines(request, article)
    ]
    return Filling(form, formsets)


class Text(NamedTuple):
    """A field or a part as a person reads it, a line for each paragraph or row."""

    label: str
    lines: list[str]


class Difference(NamedTuple):
    """`name` is that of the field, or the prefix of the part; `lines` have two sides, old and new.

    `changed_by`: see `basis.who_changed`.
    """

    name: str
    label: str
    lines: list[differences.Line]
    changed_by: str = ""

    @property
    def stretches(self) -> list[Stretch]:
        """The lines, but of a long run that both sides have only how many there are."""
        found: list[Stretch] = []
        for is_kept, run in groupby(self.lines, key=lambda line: line.kind == differences.Kind.KEPT):
            lines = list(run)
            if is_kept and len(lines) > 3:
                found += [Stretch(lines[:1], 0), Stretch([], len(lines) - 2), Stretch(lines[-1:], 0)]
            else:
                found.append(Stretch(lines, 0))
        return found


class Stretch(NamedTuple):
    lines: list[differences.Line]
    left_out: int


def compare(stored: Filling, typed: Filling, began: Mapping[str, list[str]] | None = None) -> list[Difference]:
    """Where they differ, in the order of the form; the stored side is the old one.

    `began` is what both were made from, where that is known; see `basis`.
    """
    old, new = texts(stored), texts(typed)
    return [
        Difference(
            name,
            new[name].label,
            _aligned(old[name].lines, new[name].lines),
            who_changed(name, began or {}, old[name].lines, new[name].lines),
        )
        for name in old
        if name in new and old[name].lines != new[name].lines
    ]


def _aligned(old: list[str], new: list[str]) -> list[differences.Line]:
    if len(old) == len(new) == 1:
        return [differences.Line(differences.Kind.CHANGED, tuple(differences.texts(old[0], new[0])))]
    return differences.lists(old, new)


def texts(filling: Filling) -> dict[str, Text]:
    found = {}
    stored = {field.name for field in Article._meta.get_fields()}
    for bound in filling.form.visible_fields():
        if bound.name in stored and not isinstance(bound.field, forms.FileField):
            found[str(bound.name)] = Text(capfirst(str(bound.label)), _lines(bound))
    for formset in filling.formsets:
        found[str(formset.prefix)] = Text(_label(formset), [_row(row, formset) for row in _standing(formset)])
    return found


def as_sent(form: forms.BaseForm) -> dict[str, str]:
    """What a browser would send of this form, were nothing typed; no files."""
    found: dict[str, str] = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, forms.FileInput):
            continue
        sent = {}
        if isinstance(widget, forms.MultiWidget):
            sent = dict(_halves(bound))
        elif not isinstance(widget, forms.CheckboxInput):
            sent[bound.html_name] = "" if value is None else str(value)
        elif value:
            sent[bound.html_name] = "on"
        found |= sent
        if bound.field.show_hidden_initial:
            found |= {name.replace(bound.html_name, bound.html_initial_name, 1): text for name, text in sent.items()}
    return found


def _halves(bound: Any) -> Iterator[tuple[str, str]]:
    """Of a field with several boxes: name and value of each."""
    context = bound.field.widget.get_context(bound.html_name, bound.value(), {})
    for part in context["widget"]["subwidgets"]:
        yield part["name"], str(part["value"] or "")


def _label(formset: BaseInlineFormSet) -> str:
    return capfirst(str(formset.label))  # type: ignore[attr-defined]  # given by `PartInline`


def _standing(formset: BaseInlineFormSet) -> list[Any]:
    """The rows that say something and are not marked for deletion, in the order of their places."""
    rows = [row for row in formset.forms if "DELETE" not in row.fields or not row["DELETE"].value()]
    if formset.is_bound:
        new = [row for row in formset.extra_forms if row.has_changed()]
        rows = [row for row in rows if row not in formset.extra_forms or row in new]
    else:
        rows = [row for row in rows if row.instance.pk]
    return sorted(rows, key=_place)


def _place(row: Any) -> float:
    wish = str(row["position"].value() or "") if "position" in row.fields else ""
    return int(wish) if wish.isdecimal() else float("inf")


def _row(row: Any, formset: BaseInlineFormSet) -> str:
    said = [" ".join(_lines(bound, formset)) for bound in row if bound.name not in ASIDE]
    return " · ".join(text for text in said if text)


def _lines(bound: Any, formset: BaseInlineFormSet | None = None) -> list[str]:
    field, value = bound.field, bound.value()
    if bound.name == "body":
        return differences.readable(clean_html(str(value or "")))
    if isinstance(field.widget, forms.MultiWidget):
        return _written([text for _, text in _halves(bound)], " ")
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, Choice) and isinstance(formset, Parts):
        return _written([formset.names(bound.name).get(str(value or ""), "")])
    if isinstance(field, (ModelChoiceField, forms.ChoiceField)):
        choices: Any = field.choices
        return _written(str(label) for key, label in choices if str(key) == str(value) != "")
    return _written(str(value or "").splitlines(), "\n")


def _written(parts: Iterable[str], between: str = "") -> list[str]:
    """The lines of these, without blanks at their ends and without empty ones."""
    joined = between.join(parts)
    return [line.strip() for line in joined.splitlines() if line.strip()]
