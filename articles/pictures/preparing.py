"""An uploaded picture becomes one of ours: checked, upright, in sRGB, without metadata, bounded."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image, ImageCms, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 30_000_000
MAX_PIXELS = 50_000_000
#: Of the stored picture; readers are sent at most 1920, so an editor may still look closer.
LONGEST_SIDE = 2560
QUALITY = 90
#: What Pillow raises for bytes that are no picture, or a damaged one.
UNREADABLE = (
    OSError, ValueError, SyntaxError, RuntimeError, EOFError, LookupError, TypeError, ArithmeticError, struct.error,
    MemoryError, Image.DecompressionBombError,
)  # fmt: skip


class Prepared(ContentFile):
    """The bytes of a picture that `prepare` made, named after what it holds."""

    def __init__(self, data: bytes, name: str, width: int) -> None:
        super().__init__(data, name)
        self.width = width


def prepare(data: bytes, name: str) -> Prepared:
    """A picture's bytes -> a WebP file, at most `LONGEST_SIDE` long. Of one that moves, the first moment.

    Raises `ValidationError`, with a sentence for the editor, for what is too large, is no
    picture, or is damaged.
    """
    shown = name if len(name) <= 60 else f"{name[:57]}..."
    if len(data) > MAX_BYTES:
        raise too_many_bytes(shown, len(data))
    if _is_svg(data):
        raise ValidationError(f"{shown} is an SVG drawing, which may hold scripts. Export it as PNG and choose that.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(
                    f"{shown} is {image.width} by {image.height} pixels; {MAX_PIXELS:,} in all are the limit."
                )
            picture = _made_ours(image)
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=QUALITY, method=4)
    except UNREADABLE:
        raise ValidationError(f"{shown} is not a JPEG, PNG, WebP or AVIF picture that can be read.") from None
    made = out.getvalue()
    stem = slugify(PurePath(name).stem)[:40].strip("-_") or "picture"
    return Prepared(made, f"{stem}-{hashlib.sha256(made).hexdigest()[:16]}.webp", picture.width)


def too_many_bytes(name: str, size: int) -> ValidationError:
    return ValidationError(f"{name} has {size:,} bytes; a picture may have {MAX_BYTES:,}.")


def _is_svg(data: bytes) -> bool:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and b"<svg" in start


def _made_ours(image: Image.Image) -> Image.Image:
    """Made small first, so that a large picture takes no more memory than its own pixels."""
    profile = image.info.get("icc_profile")
    image.draft(image.mode, (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at a half or a quarter, where that is enough
    picture: Image.Image = image
    if image.mode.startswith("I"):  # grey in 16 bits
        picture = image.point(lambda value: value * (1 / 256) + 0).convert("L")
    elif image.mode not in {"L", "RGB", "RGBA", "CMYK"}:
        picture = image.convert("RGBA" if image.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    exif = image.getexif()
    if picture is not image:
        picture.info = {"exif": exif.tobytes()} if exif else {}
    picture = ImageOps.exif_transpose(picture)
    if profile:
        picture = _in_srgb(picture, profile)
    has_alpha = picture.has_transparency_data
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    if has_alpha and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    picture.info = {}  # nothing of how, where and with what it was taken
    return picture


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Colours as they were meant; a profile that cannot be used is as none."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return converted or picture
