"""Tags for the admin's templates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from js_asset import Media  # type: ignore[import-untyped]

from articles.templatetags.news import zone_letters

register = template.Library()


@register.filter
def with_nonce(media: forms.Media, nonce: Any) -> Media:
    """A form's media -> the same, each tag carrying the request's nonce.

    The rich-text editor has an import map, which a browser takes only inline.
    """
    return Media.from_media(media, nonce=str(nonce))


@register.filter
def when(moment: datetime) -> str:
    """`at 14:32` of today, else `on 12 March at 14:32`; the newsroom's clock."""
    local, today = timezone.localtime(moment), timezone.localdate()
    if local.date() == today:
        return date_format(local, r"\a\t H:i")
    return date_format(local, r"\o\n j F \a\t H:i" if local.year == today.year else r"\o\n j F Y \a\t H:i")


@register.filter
def person(user: Any) -> str:
    """How a colleague is called: by full name, else by the name of the account."""
    return (user.get_full_name() or user.get_username()) if user else "Somebody"


@register.simple_tag
def soon(value: datetime | None) -> str:
    """A `<time>` as one says it at a desk: today, 14:30 ET; tomorrow; Friday 13 February; with the
    year where it is another. In the newsroom's zone."""
    if value is None:
        return ""
    local, today = timezone.localtime(value), timezone.localdate()
    near = {today: "today", today + timedelta(days=1): "tomorrow", today - timedelta(days=1): "yesterday"}
    day = near.get(local.date()) or date_format(local, "l j F" if local.year == today.year else "j F Y")
    words = f"{day}, {local:%H:%M} {zone_letters(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)
