"""Who may do what, in words that the verbs share."""

from __future__ import annotations

from typing import Any

from articles import proofing
from articles.choices import SCHEDULED, UNPUBLISHED, Status
from articles.models import Article

PUBLISH = "articles.publish_article"
#: Characters of a note, and of what readers of a withdrawn article are told.
LONGEST_NOTE, LONGEST_SENTENCE = 5000, 300


class Refused(Exception):
    """A verb was not carried out; the text says why, to the person who asked."""


def lock(article: Article) -> None:
    """The article as it is stored now, which nobody else changes before this transaction ends."""
    try:
        article.refresh_from_db(from_queryset=Article.objects.locked())
    except Article.DoesNotExist:
        raise Refused(f"“{article}” was deleted meanwhile.") from None


def withdraw_first(article: Article) -> str:
    if article.state == SCHEDULED:
        return f"“{article}” is scheduled. Take it off the schedule first, then delete it."
    return f"“{article}” is published. Withdraw it first, then delete it."


def seen_already(article: Article) -> str:
    return f"Readers see “{article}” already. Withdraw it first to publish it at a later time."


def require_permission(by: Any, permission: str, sentence: str) -> None:
    if by is not None and not by.has_perm(permission):
        raise Refused(sentence)


def require_own_or_any(article: Article, by: Any) -> None:
    if by is not None and not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise Refused(f"“{article}” is somebody else's article.")


def require_change(article: Article, by: Any) -> None:
    """That this person may write in the article as it stands: reporters in their own, until it is published."""
    require_permission(by, "articles.change_article", "Your account does not write articles.")
    require_own_or_any(article, by)
    if article.status not in UNPUBLISHED and by is not None and not by.has_perm("articles.edit_any_article"):
        raise Refused(f"“{article}” is {_named(article)}, so only editors change it.")


def require_state(article: Article, allowed: tuple[str, ...], verb: str) -> None:
    """`allowed` are statuses, where `PUBLISHED` means that readers see it, and `SCHEDULED`."""
    if article.state not in allowed:
        raise Refused(f"“{article}” is {_named(article)}, so it cannot be {verb}.")


def _named(article: Article) -> str:
    return SCHEDULED if article.state == SCHEDULED else Status(article.status).label.lower()


def require_proofread(article: Article, by: Any, despite: str) -> str:
    """What is recorded of checks that were gone over; "" where none blocks. Call it once the article is locked.

    A person who publishes in spite of one says why. A command on the server is not stopped: it brings what
    was published elsewhere, and nobody is there to ask.
    """
    if by is None:
        return ""
    found = proofing.that_block(proofing.story_of(article))
    if not found:
        return ""
    sentences = " ".join(finding.sentence for finding in found)
    if not (reason := " ".join(despite.split())):
        raise Refused(
            f"\u201c{article}\u201d is not published. {sentences} Put it right, or open it and type why it may stand."
        )
    return f"Published although: {sentences} Reason: {reason}"
