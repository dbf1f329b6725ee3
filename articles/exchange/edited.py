"""What the newsroom changed since an article was last imported, so that no import writes over it unasked.

Three states are compared, field by field: the article as the last import left it (its revision says),
as it is now, and as the import would leave it.
"""

from __future__ import annotations

import json
from typing import Any

from articles.choices import Action
from articles.models import Article, Revision
from articles.revisions.content import canonical, contents, without_names
from articles.revisions.difference import LABELS

#: An import follows these, it does not state them.
_NOT_STATED = {"status", "first_published_at", "withdrawal"}
#: Parts whose items stand for themselves: one can be added beside another's.
_BY_ITEMS = {"tickers", "corrections"}


def is_edited(article: Article) -> bool:
    """Whether somebody else than an import wrote last. Call it once the article is locked."""
    last = Revision.objects.filter(article=article.pk).order_by("-number").values_list("number", "action").first()
    return last != (article.version, Action.IMPORTED)


def content_now(article: Article) -> dict[str, Any]:
    return contents([article.pk])[article.pk][1]


def content_imported(article: Article) -> dict[str, Any]:
    """As the last import left it, or as it was when revisions began; nothing for what was never imported."""
    known = Revision.objects.filter(article=article.pk, action__in=(Action.IMPORTED, Action.BEGUN))
    kept = known.order_by("-number").values_list("content", flat=True).first()
    return json.loads(kept) if kept else {}


def overwritten(base: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The labels of fields that the newsroom changed since `base` and that the import changes again."""
    return [
        LABELS.get(name, name)
        for name in before
        if name not in _NOT_STATED and _is_overwritten(name, *(_stated(name, one) for one in (base, before, after)))
    ]


def _stated(name: str, content: dict[str, Any]) -> Any:
    value = without_names(content.get(name))
    if name == "risks":
        # A bullet that an editor tied to a tracked risk has the same words.
        return [item["text"] for item in value or []]
    return {canonical(item) for item in value or []} if name in _BY_ITEMS else value or None


def _is_overwritten(name: str, base: Any, before: Any, after: Any) -> bool:
    if name in _BY_ITEMS:
        return bool((before - base) - after or (base - before) & after)
    return before != base and after != before
