"""The rows of an article's parts: put in order by the machine, and moved without a collision."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst

from articles.admin.widgets import Choice, OurFields, is_key


class PartForm(forms.ModelForm):
    """One row. `once` names the field whose value may stand in one row of an article only."""

    once = ""

    def _get_validation_exclusions(self) -> set[str]:
        # The database still holds the other rows as they were, so two rows that change places
        # would each seem a repetition. `Parts.clean` compares the rows with each other instead.
        return super()._get_validation_exclusions() | ({self.once} if self.once else set())  # type: ignore[misc]


class OrderedPartForm(PartForm):
    """`position` is a wish, not the model's field: `Parts` turns wishes into 1, 2, 3."""

    position = forms.IntegerField(
        label="place",
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "place"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("position", self.instance.position)

    def place(self) -> float:
        """Where the row wants to stand: before the row that has its number now if it moves up
        or is new, behind it if it moves down, last if it says nothing."""
        wish, stood = self.cleaned_data.get("position"), self.instance.position
        if wish is None:
            return float("inf")
        if stood is None or wish < stood:
            return wish - 0.5
        return wish + 0.5 if wish > stood else wish


class Parts(BaseInlineFormSet):
    """The rows of one part of an article."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._chosen: dict[str, dict[str, Any]] = {}
        super().__init__(*args, **kwargs)

    @property
    def kept(self) -> list[Any]:
        """The rows that will stand in the article, as they stand in the form."""
        extra = [form for form in self.extra_forms if form.has_changed()]
        return [form for form in [*self.initial_forms, *extra] if form not in self.deleted_forms]

    def add_fields(self, form: Any, index: int | None) -> None:
        """A column's heading is no label to those who do not see it."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            # A choice from other tables is wrapped in a widget whose own attributes nobody prints.
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", capfirst(str(field.label or name.replace("_", " "))))
            if isinstance(widget, Choice):
                widget.names = partial(self.names, name)

    def names(self, field: str) -> dict[str, str]:
        """What the rows have chosen in this field, key -> name."""
        return {key: str(one) for key, one in self.chosen(field).items()}

    def chosen(self, field: str) -> dict[str, Any]:
        """What the rows have chosen in this field, by key: one query, however many rows."""
        if field not in self._chosen:
            keys = {str(form[field].value() or "") for form in self.forms}
            choices = self.forms[0].fields[field].queryset if self.forms else None  # type: ignore[attr-defined]
            found = choices.filter(pk__in=filter(is_key, keys)) if choices is not None else ()
            self._chosen[field] = {str(one.pk): one for one in found}
        return self._chosen[field]

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.kept:
            value = getattr(form, "cleaned_data", {}).get(form.once) if form.once else None
            if value is not None and value in seen:
                form.add_error(form.once, f"“{value}” stands here twice.")
            seen.add(value)

    @transaction.atomic
    def save(self, commit: bool = True) -> list[Any]:
        """Rows that changed are taken out and put in again under their own keys, so that
        places and names may change hands without meeting the old ones."""
        saved = super().save(commit=False)
        forms_in_order = self.kept
        if issubclass(self.form, OrderedPartForm):
            forms_in_order.sort(key=lambda form: form.place())
            for place, form in enumerate(forms_in_order, 1):
                if form.instance.position != place:
                    form.instance.position = place
                    saved.append(form.instance)
        out = [row.pk for row in [*saved, *self.deleted_objects] if row.pk]
        self.model._default_manager.filter(pk__in=out).delete()  # type: ignore[union-attr]
        for form in forms_in_order:
            if form.instance in saved:
                setattr(form.instance, self.fk.name, self.instance)
                form.instance.save()
        return saved


class PartInline(OurFields, admin.TabularInline):
    """`extra_on_new`: empty rows that invite the writer of a new article."""

    formset = Parts
    form = PartForm
    extra_on_new = 0

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        filled = getattr(request, "filled_rows", {}).get(self.model)  # of a story that was pasted
        return len(filled) if filled else 0 if obj else self.extra_on_new

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # `position` is a field of the form alone; see OrderedPartForm.
        fields = kwargs.pop("fields", None) or self.fields or ()
        formset = super().get_formset(request, obj, fields=[name for name in fields if name != "position"], **kwargs)
        formset.label = self.verbose_name_plural  # type: ignore[attr-defined]
        return formset
