"""Uploaded pictures: checked, re-encoded as WebP without metadata, and bounded in size."""

from __future__ import annotations

import io
import struct
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import ImageFieldFile
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 15_000_000
MAX_PIXELS = 50_000_000
MAX_WIDTH = 1600
QUALITY = 82
#: What Pillow raises for bytes that are no picture, or a damaged one.
UNREADABLE = (
    OSError, ValueError, SyntaxError, RuntimeError, EOFError, LookupError, TypeError, ArithmeticError, struct.error,
    Image.DecompressionBombError,
)  # fmt: skip


def prepare(data: bytes, name: str) -> ContentFile[bytes]:
    """A picture's bytes -> a WebP file at most `MAX_WIDTH` wide, upright, without metadata.

    Raises `ValidationError`, with a sentence for the editor, for what is too large, is no
    picture, or is damaged.
    """
    if len(data) > MAX_BYTES:
        raise ValidationError(f"{name} has {len(data):,} bytes; a picture may have {MAX_BYTES:,}.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(
                    f"{name} is {image.width} by {image.height} pixels; {MAX_PIXELS:,} in all are the limit."
                )
            upright = ImageOps.exif_transpose(image)
            has_alpha = "A" in upright.getbands() or "transparency" in upright.info
            picture = upright.convert("RGBA" if has_alpha else "RGB")
    except UNREADABLE:
        raise ValidationError(f"{name} is not a JPEG, PNG, WebP or AVIF picture that can be read.") from None
    picture.thumbnail((MAX_WIDTH, MAX_WIDTH * 4))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return ContentFile(out.getvalue(), name=f"{PurePath(name).stem or 'picture'}.webp")


class PictureFieldFile(ImageFieldFile):
    def save(self, name: str, content: Any, save: bool = True) -> None:
        content.seek(0)
        prepared = prepare(content.read(), PurePath(name).name)
        super().save(str(PurePath(name).with_suffix(".webp")), prepared, save)


class PictureField(models.ImageField):
    """An image field through which only what `prepare` made is stored."""

    attr_class = PictureFieldFile

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and not value._committed:
            value.file.seek(0)
            prepare(value.file.read(), PurePath(value.name).name)
            value.file.seek(0)
