"""A picture in a form: chosen, shown, kept when the form is refused, taken away."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.forms.widgets import FILE_INPUT_CONTRADICTION
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.pictures import waiting
from articles.pictures.preparing import MAX_BYTES, Prepared, prepare, too_many_bytes

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"


class PictureInput(forms.ClearableFileInput):
    """The picture as it is, a way to choose another, and the token of one that waits."""

    template_name = "admin/widgets/picture_input.html"

    class Media:
        js = ("js/admin/picture_focus.js",)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPTED, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)
        token = data.get(f"{name}-waiting")
        return waiting.find(token) if chosen is None and token else chosen

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return super().value_omitted_from_data(data, files, name) and f"{name}-waiting" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "waiting_name": f"{name}-waiting",
            "token": getattr(value, "token", ""),
            "url": getattr(value, "url", "") if value else "",
        }
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """With the site's own templates, which forms do not look into by themselves."""
        return mark_safe(render_to_string(template_name, context))  # noqa: S308 (a template's output)


class PictureBoundField(forms.BoundField):
    def value(self) -> Any:
        """Of a form that comes back: the picture that came with it, which waits from now on."""
        if not self.form.is_bound:
            return super().value()
        chosen = getattr(self.form, "cleaned_data", {}).get(self.name)
        return waiting.keep(chosen) if isinstance(chosen, Prepared) else self.initial


class PictureFormField(forms.FileField):
    widget = PictureInput

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values or isinstance(data, Prepared):
            return data or None
        name = PurePath(str(data.name)).name
        if data.size > MAX_BYTES:
            raise too_many_bytes(name[:60], data.size)
        data.seek(0)
        return prepare(data.read(), name)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """What is chosen wins over the tick that takes the picture away."""
        return super().clean(None if data is FILE_INPUT_CONTRADICTION else data, initial)

    def get_bound_field(self, form: Any, field_name: str) -> PictureBoundField:
        return PictureBoundField(form, self, field_name)
