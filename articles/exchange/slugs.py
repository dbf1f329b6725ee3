"""Addresses that are free: numbered where they are taken, with few lookups, all by the index."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

FIRST_BATCH, MAX_BATCH = 8, 512
ENDING = 7  # characters kept free for "-2" to "-999999"


def shortened(model: Any, base: str) -> str:
    return base[: model._meta.get_field("slug").max_length].strip("-_")


def first_free(among: QuerySet[Any, Any], base: str, number: int = 1) -> tuple[str, int]:
    """The first of base, base-2, base-3 ... that none of these has, and its number; begins at `number`.

    Never longer than the field. Many candidates are looked up at once, so that a thousand equal
    names do not cost a thousand queries each.
    """
    limit = among.model._meta.get_field("slug").max_length
    base = shortened(among.model, base)
    stem = base[: limit - ENDING].strip("-_")
    size = 1
    while True:
        candidates = {n: base if n == 1 else f"{stem}-{n}" for n in range(number, number + size)}
        taken = set(among.filter(slug__in=candidates.values()).order_by().values_list("slug", flat=True))
        for n, slug in candidates.items():
            if slug not in taken:
                return slug, n
        number += size
        size = min(max(size * 8, FIRST_BATCH), MAX_BATCH)
