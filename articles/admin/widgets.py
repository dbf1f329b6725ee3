"""Small things that the admin's own fields leave out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import DateTimeField, Field, URLField
from django.forms import SplitDateTimeWidget
from django.http import HttpRequest
from django.utils.text import capfirst

from articles.admin.times import NewsroomTimeField, NewsroomTimeWidget

KEY_DIGITS = 18


def is_key(text: str) -> bool:
    """Whether the database can be asked for it."""
    return text.isdecimal() and len(text) <= KEY_DIGITS


class Choice(AutocompleteSelect):
    """Prints nothing for what cannot be a key; the field beside it says that it is none.

    `names` is given by a formset that knows what all of its rows have chosen; without it each
    widget asks the database for its own.
    """

    names: Callable[[], Mapping[str, str]] | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.names is None:
            return super().optgroups(name, [one for one in value if not one or is_key(str(one))], attr)
        known = self.names()
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, one, known[str(one)], True, 1) for one in value if str(one) in known]
        return [(None, options, 0)]


class OurFields(admin.options.BaseModelAdmin):
    """For admins and inlines: choices without the links to look at and change what is chosen
    (adding stays), dates whose two halves have a name, addresses that are https unless they say."""

    formfield_overrides = {DateTimeField: {"form_class": NewsroomTimeField, "widget": NewsroomTimeWidget}}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
        if isinstance(widget, SplitDateTimeWidget):
            for half, name in zip(widget.widgets, ("date", "time"), strict=False):
                half.attrs["aria-label"] = f"{capfirst(str(field.label))}: {name}"  # type: ignore[union-attr]
        return field

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Choice(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[arg-type]
