"""Tags for the admin's templates."""

from __future__ import annotations

from typing import Any

from django import forms, template
from js_asset import Media  # type: ignore[import-untyped]

register = template.Library()


@register.filter
def with_nonce(media: forms.Media, nonce: Any) -> Media:
    """A form's media -> the same, each tag carrying the request's nonce.

    The rich-text editor has an import map, which a browser takes only inline.
    """
    return Media.from_media(media, nonce=str(nonce))
