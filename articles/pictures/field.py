"""The model's field: only what `prepare` made is stored, under a name that says what it holds."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db import models
from django.db.models.fields.files import ImageFieldFile

from articles.pictures import renditions, storing
from articles.pictures.form_field import PictureFormField, PictureInput
from articles.pictures.preparing import Prepared, prepare


class PictureFieldFile(ImageFieldFile):
    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Stores the picture, once, and asks for its renditions in the same transaction."""
        prepared = _prepared(name, content)
        prepared.seek(0)
        self.name = self.field.generate_filename(self.instance, str(prepared.name))
        storing.write(self.name, prepared.read())
        setattr(self.instance, self.field.attname, self.name)
        self._committed = True
        if renditions.widths_of(prepared.width) and not renditions.made(self.name, prepared.width):
            renditions.make_renditions.enqueue(self.name)
        if save:
            self.instance.save()


class PictureField(models.ImageField):
    """An image field through which only what `prepare` made is stored."""

    attr_class = PictureFieldFile

    def validate(self, value: Any, model_instance: Any) -> None:
        """Prepares a new picture already, so that saving need not do it again."""
        super().validate(value, model_instance)
        if value and not value._committed:
            value.file = _prepared(value.name, value.file)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{**kwargs, "form_class": PictureFormField, "widget": PictureInput, "max_length": None}
        )


def _prepared(name: str, content: Any) -> Prepared:
    if isinstance(content, Prepared):
        return content
    content.seek(0)
    return prepare(content.read(), PurePath(name).name)
