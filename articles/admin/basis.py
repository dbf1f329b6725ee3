"""The version that two editors began from, so that it can be told who changed what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from articles import differences
from articles.choices import Sentiment, TickerRole
from articles.models import Article, Revision
from articles.revisions.content import PLAIN

#: Parts whose rows have no order of their own.
UNORDERED = {"ticker_sentiments"}


def basis(article: Article, version: str) -> dict[str, list[str]]:
    """Field or part -> its lines in this version, as `comparing.texts` writes them; empty if it is not known."""
    if not version.isdecimal() or len(version) > 9:
        return {}
    content = Revision.objects.filter(article=article, number=version).values_list("content", flat=True).first()
    return lines_of(json.loads(content)) if content else {}


def who_changed(name: str, began: Mapping[str, list[str]], stored: list[str], typed: list[str]) -> str:
    """Of a field or part in which the two differ: `theirs`, `mine` or `both` changed it; empty if it is not known."""
    if name not in began:
        return ""
    before, theirs, mine = (sorted(side) if name in UNORDERED else side for side in (began[name], stored, typed))
    if before == mine:
        return "theirs"
    return "mine" if before == theirs else "both"


def lines_of(content: Mapping[str, Any]) -> dict[str, list[str]]:
    # A revision from before a field was made lacks it.
    plain = [name for name in PLAIN if name in content and name not in {"body", "status", "picture"}]
    found = {name: _lines("" if content[name] is None else str(content[name])) for name in plain}
    found |= {name: [_hour(content[name])] if content[name] else [] for name in ("published_at", "updated_at")}
    return found | {
        "body": differences.readable(content["body"]),
        "category": [content["category"]["name"]],
        "bylines": [one["name"] for one in content["authors"]],
        "key_points": [_row([text]) for text in content["key_points"]],
        "risk_statements": [_row([one["text"], (one["risk"] or {}).get("name", "")]) for one in content["risks"]],
        "ticker_sentiments": [
            _row([one["name"], Sentiment(one["sentiment"]).label, TickerRole(one["role"]).label, one["reason"]])
            for one in content["tickers"]
        ],
        "pinned": [one["name"] for one in content["related"]],
    }


def _hour(moment: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(moment)):%Y-%m-%d %H:%M:%S}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _row(said: Iterable[Any]) -> str:
    return " · ".join(text for text in (" ".join(_lines(str(one))) for one in said) if text)
