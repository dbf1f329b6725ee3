"""The sizes in which readers get a picture: AVIF and WebP at fixed widths, made once, in the background.

`articles/2026/02/mine-0123456789abcdef.webp` has `...cdef.640.avif` and `...cdef.640.webp` beside it.
The last to be made is the widest AVIF, so where that stands, all do.
"""

from __future__ import annotations

import io
import re
from typing import NamedTuple

from django.core.files.storage import default_storage
from django_tasks import task
from PIL import Image

from articles import names
from articles.pictures import storing
from edge import purging

#: For a phone's column at one, two and three pixels to the point, a card, and the article page at two.
WIDTHS = (320, 640, 960, 1280, 1920)
#: Quality and effort; an AVIF of the widest takes a second or two.
WEBP = {"quality": 80, "method": 4}
AVIF = {"quality": 60, "speed": 8, "max_threads": 1}
KINDS = (("webp", WEBP), ("avif", AVIF))
RENDITION = re.compile(r"\.\d+\.(?:webp|avif)$")


class Size(NamedTuple):
    url: str
    width: int
    height: int


def widths_of(width: int) -> list[int]:
    """The widths in which a picture of this width is made: never wider than it is; none of a small one."""
    if width <= WIDTHS[0]:
        return []
    return [one for one in WIDTHS if one < width] + ([width] if width <= WIDTHS[-1] else [])


def name_of(stored: str, width: int, kind: str) -> str:
    return f"{stored.removesuffix('.webp')}.{width}.{kind}"


def original_of(name: str) -> str:
    """The name of the picture of which this is a rendition; a picture's own name stays."""
    return RENDITION.sub(".webp", name)


def made(stored: str, width: int | None) -> list[int]:
    """The widths in which it can be had now. A look at the folder; nothing is asked of the database."""
    widths = widths_of(width or 0)
    return widths if widths and default_storage.exists(name_of(stored, widths[-1], "avif")) else []


def best(stored: str, width: int | None, height: int | None, at_most: int) -> Size:
    """The widest WebP that is made and not wider than this, for those who take one size; else the picture."""
    fitting = [one for one in made(stored, width) if one <= at_most]
    if not fitting or not width or not height:
        return Size(default_storage.url(stored), width or 0, height or 0)
    widest = fitting[-1]
    return Size(default_storage.url(name_of(stored, widest, "webp")), widest, round(height * widest / width))


def make(stored: str) -> int:
    """Makes what is missing of a picture's renditions; returns how many. Raises `OSError` where it is gone."""
    with Image.open(io.BytesIO(storing.read(stored)), formats=("WEBP",)) as image:
        picture = image.convert("RGBA" if image.has_transparency_data else "RGB")
    number = 0
    for width in widths_of(picture.width):
        size = (width, max(1, round(picture.height * width / picture.width)))
        smaller = None
        for kind, options in KINDS:
            name = name_of(stored, width, kind)
            if default_storage.exists(name):
                continue
            smaller = smaller or picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            out = io.BytesIO()
            smaller.save(out, kind.upper(), **options)
            storing.write(name, out.getvalue())
            number += 1
    return number


@task
def make_renditions(stored: str) -> int:
    number = make(stored)
    purging.touch(names.picture(stored))
    return number
