from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from articles.models import Article


def would(verb: Callable[..., bool], article: Article, by: Any) -> bool:
    """Whether the verb would change the article, which then is in hand as it would be; raises its `Refused`.

    It is carried out and taken back. What a verb cannot take back, it does after the commit, which never comes.
    """
    with transaction.atomic():
        changed = verb(article, by=by)
        transaction.set_rollback(True)
    return changed
