"""Small things that the admin's own fields leave out."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import URLField
from django.forms import SplitDateTimeWidget
from django.http import HttpRequest
from django.utils.text import capfirst


class OurFields(admin.options.BaseModelAdmin):
    """For admins and inlines: choices without the links to look at and change what is chosen
    (adding stays), dates whose two halves have a name, addresses that are https unless they say."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
        if isinstance(widget, SplitDateTimeWidget):
            for half, name in zip(widget.widgets, ("date", "time"), strict=True):
                half.attrs["aria-label"] = f"{capfirst(str(field.label))}: {name}"  # type: ignore[union-attr]
        return field
