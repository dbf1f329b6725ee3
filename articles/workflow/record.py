from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from articles import revisions
from articles.choices import Action
from articles.models import Article
from articles.signals import article_changed
from articles.workflow.announce import announce_public
from staff import audit
from staff.choices import Kind


@transaction.atomic
def record(article: Article, *, by: Any = None, why: str = "", action: Action = Action.SAVED) -> None:
    """After an article and all its parts were written: count the version, keep a revision, tell the rest.

    Call it inside the transaction that wrote them, once. `by` is the user who wrote, None for a
    command; `why` is what they say of it, if anything.
    """
    record_all([article], by=by, why=why, action=action)


@transaction.atomic
def record_all(
    articles: list[Article],
    *,
    by: Any = None,
    why: str = "",
    action: Action = Action.SAVED,
    rows_of_new: Any = None,
) -> None:
    """The same for some hundreds that were written together; nothing for none.

    Who has just made all of them gives the rows of their parts by model, which are then not read again.
    """
    if not articles:
        return
    Article.objects.filter(pk__in=[article.pk for article in articles]).update(version=F("version") + 1)
    revisions.append(articles, action=action, by=by, why=why, rows_of_new=rows_of_new)
    if by is not None and action != Action.SAVED:  # what a form saved, the admin keeps; a command's are revisions
        audit.record_each(Kind.VERB, f"{action.label}. {why}".strip(), articles, by=by)
    article_changed.send(sender=Article, articles=articles)
    announce_public(articles)
