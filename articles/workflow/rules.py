"""Who may do what, in words that the verbs share."""

from __future__ import annotations

from typing import Any

from articles.choices import Status
from articles.models import Article


class Refused(Exception):
    """A verb was not carried out; the text says why, to the person who asked."""


def lock(article: Article) -> None:
    """The article as it is stored now, which nobody else changes before this transaction ends."""
    try:
        article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    except Article.DoesNotExist:
        raise Refused(f"“{article}” was deleted meanwhile.") from None


def withdraw_first(article: Article) -> str:
    return f"“{article}” is published. Withdraw it first, then delete it."


def require_permission(by: Any, permission: str, sentence: str) -> None:
    if by is not None and not by.has_perm(permission):
        raise Refused(sentence)


def require_own_or_any(article: Article, by: Any) -> None:
    if by is not None and not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise Refused(f"“{article}” is somebody else's draft.")


def require_status(article: Article, allowed: tuple[Status, ...], verb: str) -> None:
    if article.status not in allowed:
        raise Refused(f"“{article}” is {article.get_status_display().lower()}, so it cannot be {verb}.")
