"""What a revision holds: every field and part of an article, as plain data and as canonical JSON.

What it names in other tables (a category, an author, a ticker) stands here with key and name, so that
it can be put back, and read when it is gone. Left out is what follows from the rest or is only the
machine's: dimensions of the picture, dates of writing, the importer's `fingerprint` and `content_hash`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from articles.models import (
    Article,
    Author,
    Byline,
    Category,
    Correction,
    KeyPoint,
    PinnedRelated,
    Risk,
    RiskStatement,
    Ticker,
    TickerSentiment,
)

#: Fields of the article that stand in a revision as they are.
PLAIN = (
    "headline", "dek", "slug", "picture", "picture_alt", "picture_focus_x", "picture_focus_y", "picture_credit",
    "summary", "body", "disclosure", "language", "status", "withdrawal", "source_name", "source_url",
    "source_reference",
)  # fmt: skip
DATES = ("published_at", "first_published_at", "updated_at")
PARTS = ("authors", "key_points", "risks", "tickers", "corrections", "related")
_COLUMNS = ("pk", "version", "category", "category__name", *PLAIN, *DATES)

#: Canonical JSON: keys in order, no blanks, letters as they are.
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def contents(keys: Iterable[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """For each of these articles that is there: its version, and its content as it is stored now.

    Seven queries for any number of articles.
    """
    wanted = list(keys)
    found: dict[int, tuple[int, dict[str, Any]]] = {}
    for row in Article.objects.filter(pk__in=wanted).order_by().values_list(*_COLUMNS):
        pk, version, category, name, *values = row
        content: dict[str, Any] = dict(zip((*PLAIN, *DATES), values, strict=True))
        for date in DATES:
            content[date] = instant(content[date])
        content["category"] = {"id": category, "name": name}
        content["body"] = str(content["body"])
        content |= {part: [] for part in PARTS}
        found[pk] = version, content
    for pk, part, item in _parts(wanted):
        if pk in found:
            found[pk][1][part].append(item)
    return found


def contents_of_new(
    articles: Sequence[Article], rows: Mapping[type[Model], Sequence[Mapping[str, Any]]]
) -> dict[int, tuple[int, dict[str, Any]]]:
    """The same for articles that were made in this transaction, from the rows of their parts as they were written.

    A query for each table that is named, not for each part; what `contents` would give, and half as dear.
    """
    called: dict[Any, dict[int, str]] = {
        model: dict(model._default_manager.filter(pk__in=keys).order_by().values_list("pk", column))
        for model, column, keys in (
            (Category, "name", {article.category_id for article in articles}),
            (Author, "name", {row["author_id"] for row in rows.get(Byline, ())}),
            (Risk, "title", {row["risk_id"] for row in rows.get(RiskStatement, ()) if row["risk_id"]}),
        )
    }
    tickers = Ticker.objects.filter(pk__in={row["ticker_id"] for row in rows.get(TickerSentiment, ())}).order_by()
    called[Ticker] = {
        pk: f"{exchange}:{symbol}" for pk, exchange, symbol in tickers.values_list("pk", "exchange", "symbol")
    }
    found: dict[int, tuple[int, dict[str, Any]]] = {}
    for article in articles:
        content: dict[str, Any] = {name: _plain(getattr(article, name)) for name in PLAIN}
        content |= {date: instant(getattr(article, date)) for date in DATES}
        content["category"] = {"id": article.category_id, "name": called[Category][article.category_id]}
        found[article.pk] = article.version + 1, content | {part: [] for part in PARTS}
    for row in rows.get(Byline, ()):
        author = row["author_id"]
        found[row["article_id"]][1]["authors"].append({"id": author, "name": called[Author][author]})
    for row in rows.get(KeyPoint, ()):
        found[row["article_id"]][1]["key_points"].append(row["text"])
    for row in rows.get(RiskStatement, ()):
        risk = {"id": row["risk_id"], "name": called[Risk][row["risk_id"]]} if row["risk_id"] else None
        found[row["article_id"]][1]["risks"].append({"text": row["text"], "risk": risk})
    for row in sorted(rows.get(TickerSentiment, ()), key=lambda row: row["ticker_id"]):
        said = {name: str(row[name]) for name in ("sentiment", "role", "reason")}
        key = row["ticker_id"]
        found[row["article_id"]][1]["tickers"].append({"id": key, "name": called[Ticker][key], **said})
    for row in sorted(rows.get(Correction, ()), key=lambda row: row["at"]):
        correction = {"kind": str(row["kind"]), "note": row["note"], "at": instant(row["at"])}
        found[row["article_id"]][1]["corrections"].append(correction)
    return found


def _plain(value: Any) -> Any:
    """As the database gives it back: no enum, no file, no string of another class."""
    return value if value is None or isinstance(value, int) else str(value)


def instant(moment: datetime | None) -> str | None:
    """A moment as a revision writes it: UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def _parts(wanted: list[int]) -> Iterable[tuple[int, str, Any]]:
    """(article, name of the part, item), each part's items in their order."""
    for pk, author, name in (
        Byline.objects.filter(article__in=wanted).order_by("position").values_list("article", "author", "author__name")
    ):
        yield pk, "authors", {"id": author, "name": name}
    for pk, text in KeyPoint.objects.filter(article__in=wanted).order_by("position").values_list("article", "text"):
        yield pk, "key_points", text
    statements = RiskStatement.objects.filter(article__in=wanted).order_by("position")
    for pk, text, risk, title in statements.values_list("article", "text", "risk", "risk__title"):
        yield pk, "risks", {"text": text, "risk": {"id": risk, "name": title} if risk else None}
    tagged = TickerSentiment.objects.filter(article__in=wanted).order_by("ticker")
    for pk, ticker, exchange, symbol, sentiment, role, reason in tagged.values_list(
        "article", "ticker", "ticker__exchange", "ticker__symbol", "sentiment", "role", "reason"
    ):
        name = f"{exchange}:{symbol}"
        yield pk, "tickers", {"id": ticker, "name": name, "sentiment": sentiment, "role": role, "reason": reason}
    for pk, kind, note, at in (
        Correction.objects.filter(article__in=wanted).order_by("at", "pk").values_list("article", "kind", "note", "at")
    ):
        yield pk, "corrections", {"kind": kind, "note": note, "at": instant(at)}
    pinned = PinnedRelated.objects.filter(article__in=wanted).order_by("position")
    for pk, related, headline in pinned.values_list("article", "related", "related__headline"):
        yield pk, "related", {"id": related, "name": headline}


def without_names(value: Any) -> Any:
    """A content to compare with another: what bears a key is the same thing whatever it is called now."""
    if isinstance(value, Mapping):
        return {key: without_names(one) for key, one in value.items() if not (key == "name" and "id" in value)}
    return [without_names(one) for one in value] if isinstance(value, list) else value
