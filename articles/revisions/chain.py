"""How revisions hang together, and how they are written.

A revision's hash is the SHA-256, in hexadecimal, of these bytes in UTF-8: the canonical JSON (see
`content.canonical`) of an object with `account`, `action`, `article`, `at`, `by`, `number`, `previous`
and `why`, a line end, and the stored `content`. `at` is written as `content.instant` does, `previous` is
the hash of the article's revision before, "" for its first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.choices import Action
from articles.models import Article, Revision
from articles.revisions.content import canonical, contents, contents_of_new, instant
from articles.rows import insert_rows


def hash_of(
    *, article: int, number: int, action: str, account: int | None, by: str, at: datetime, why: str, previous: str,
    content: str,
) -> str:  # fmt: skip
    head = {
        "account": account, "action": action, "article": article, "at": instant(at), "by": by, "number": number,
        "previous": previous, "why": why,
    }  # fmt: skip
    return hashlib.sha256(f"{canonical(head)}\n{content}".encode()).hexdigest()


def append(
    articles: list[Article], *, action: Action = Action.SAVED, by: Any = None, why: str = "", rows_of_new: Any = None
) -> None:
    """A revision for each of these articles as they are stored now; sets their `version` to the stored one.

    Call it inside the transaction that wrote them, when their rows are locked. A constant number of
    statements for any number of articles. `rows_of_new`: see `content.contents_of_new`.
    """
    found = contents_of_new(articles, rows_of_new) if rows_of_new else contents(article.pk for article in articles)
    older = [pk for pk, (version, _) in found.items() if version > 1]
    last = last_hashes(older) if older else {}
    now = timezone.now()
    who: dict[str, Any] = {
        "account": by.pk if by else None,
        "by": name_of(by),
        "at": now,
        "why": why,
        "action": str(action),
    }
    rows = []
    for article in articles:
        article.version, content = found[article.pk]
        row: dict[str, Any] = {
            "number": article.version,
            "content": canonical(content),
            "previous": last.get(article.pk, ""),
            **who,
        }
        rows.append({"article_id": article.pk, "hash": hash_of(article=article.pk, **row), **row})
    insert_rows(Revision, rows)


def last_hashes(keys: Iterable[int]) -> dict[int, str]:
    """For each of these articles that has a chain: the hash of its last revision."""
    same = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("number")[:1]
    ends = Revision.objects.filter(article__in=list(keys), number=Subquery(same))
    return dict(ends.order_by().values_list("article", "hash"))


def name_of(account: Any) -> str:
    """What a revision calls an account; "" for none."""
    return str(account.get_full_name() or account.get_username()) if account else ""
