"""How pictures are printed: in the sizes that are made of them, else as they are."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.files.storage import default_storage

from articles.models import Article, Author
from articles.pictures import renditions

register = template.Library()

#: What a browser takes that knows nothing of `srcset`.
PLAIN = 960
#: A portrait is 96 points wide: this is enough for three pixels to the point.
PORTRAIT = 320


@register.inclusion_tag("components/picture.html")
def picture(article: Article, sizes: str, name: str = "", *, is_cropped: bool = False) -> dict[str, Any]:
    """The lead picture of an article that has one; `sizes` says how wide it is shown, `name` is its class.

    Where it `is_cropped`, its class says which part of it is to stay in view, to the nearest tenth.
    """
    stored, width, height = str(article.picture.name), article.picture_width, article.picture_height
    return {
        "sizes": sizes,
        "alt": article.picture_alt,
        "class": " ".join(filter(None, [name, _focus(article) if is_cropped else ""])),
        "src": renditions.best(stored, width, height, PLAIN).url,
        "width": width,
        "height": height,
    } | {kind: srcset(stored, width, kind) for kind, _ in renditions.KINDS}


def srcset(stored: str, width: int | None, kind: str) -> str:
    """Each address with its width, as far as they are made."""
    return ", ".join(
        f"{default_storage.url(renditions.name_of(stored, one, kind))} {one}w" for one in renditions.made(stored, width)
    )


@register.filter
def sized(article: Article, at_most: int) -> renditions.Size:
    """One address of the lead picture, with width and height, for those who take only one."""
    return renditions.best(str(article.picture.name), article.picture_width, article.picture_height, at_most)


@register.filter
def portrait(author: Author) -> str:
    """The address of an author's picture in the size of a portrait, else as it is."""
    small = renditions.name_of(str(author.picture.name), PORTRAIT, "webp")
    return default_storage.url(small) if default_storage.exists(small) else str(author.picture.url)


def _focus(article: Article) -> str:
    x, y = (round(value, -1) for value in (article.picture_focus_x, article.picture_focus_y))
    return " ".join([f"focus-x-{x}"] * (x != 50) + [f"focus-y-{y}"] * (y != 50))
