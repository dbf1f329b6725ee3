from __future__ import annotations

from typing import Any

from django.db import transaction

from articles.choices import Action, NoteAbout, Status
from articles.models import Article
from articles.workflow.announce import expect_no_more
from articles.workflow.note import keep
from articles.workflow.record import record
from articles.workflow.rules import LONGEST_SENTENCE, PUBLISH, Refused, lock, require_permission, require_state


@transaction.atomic
def withdraw(article: Article, by: Any = None, *, why: str = "", tell: str | None = None) -> bool:
    """Take a published article back: its address answers 410 from now on. Returns whether it changed.

    `why` is kept as a note for the newsroom; `tell` is a sentence that readers of the address are
    shown. Of an article that is withdrawn already, another `tell` takes the place of the one before.
    """
    require_permission(by, PUBLISH, "Only editors withdraw.")
    lock(article)
    sentence = " ".join((tell or "").split())
    if len(sentence) > LONGEST_SENTENCE:
        raise Refused(f"What readers are told may have {LONGEST_SENTENCE} characters; this has {len(sentence)}.")
    if article.status == Status.WITHDRAWN and (tell is None or article.withdrawal == sentence):
        return False
    require_state(article, (Status.PUBLISHED, Status.WITHDRAWN), "withdrawn")
    article.status, article.withdrawal = Status.WITHDRAWN, sentence
    article.save(update_fields=["status", "withdrawal", "modified_at"])
    expect_no_more(article)
    if words := why.strip():
        keep(article, by, NoteAbout.WITHDRAW, words)
    record(article, by=by, why=words, action=Action.WITHDRAWN)
    return True
