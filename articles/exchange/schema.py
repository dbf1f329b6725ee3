"""The project's own JSON schema (docs/import-format.md): one object -> one record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from articles.body import from_paragraphs
from articles.choices import CorrectionKind, RiskStatus, Sentiment, TickerRole
from articles.exchange.records import (
    ArticleRecord,
    AuthorRecord,
    BadRecord,
    CategoryRecord,
    CorrectionLine,
    PageRecord,
    PictureFile,
    Record,
    RiskLine,
    RiskRecord,
    TickerTag,
)
from articles.exchange.values import Fields, cleaned, kind_of, one_line
from articles.symbols import parse

ARTICLE_FIELDS = frozenset(
    [
        "type",
        "headline",
        "body",
        "body_text",
        "category",
        "dek",
        "slug",
        "summary",
        "key_points",
        "risks",
        "tickers",
        "authors",
        "disclosure",
        "language",
        "published_at",
        "updated_at",
        "source_name",
        "source_url",
        "source_reference",
        "related",
        "picture",
        "corrections",
    ]
)


def article(fields: Fields) -> ArticleRecord:
    updated_at = fields.instant("updated_at")
    record = ArticleRecord(
        headline=fields.required("headline"),
        body=_body(fields),
        category=fields.line("category") or "",
        dek=fields.line("dek"),
        slug=fields.line("slug"),
        summary=fields.prose("summary"),
        key_points=fields.lines("key_points"),
        risks=_listed(fields, "risks", _risk_line),
        tickers=_listed(fields, "tickers", _ticker_tag),
        authors=fields.lines("authors"),
        disclosure=fields.prose("disclosure"),
        language=fields.line("language"),
        published=fields.moment("published_at"),
        updated_at=updated_at,
        version_at=updated_at,
        source_name=fields.line("source_name") or "",
        source_url=fields.line("source_url"),
        source_reference=fields.line("source_reference") or "",
        related=fields.lines("related"),
        picture=_picture(fields),
        corrections=_listed(fields, "corrections", _correction),
    )
    if record.source_reference and not record.source_name:
        raise BadRecord("source_reference is given without source_name; only together do they name an article.")
    unknown = sorted(one_line(name)[:40] for name in fields.data.keys() - ARTICLE_FIELDS)
    record.notes = [f"The field {name!r} is not part of the format and was left out." for name in unknown[:20]]
    return record


def category(fields: Fields) -> CategoryRecord:
    return CategoryRecord(
        name=fields.required("name"),
        slug=fields.line("slug"),
        description=fields.line("description"),
        order=fields.number("order", 0, 32767),
    )


def author(fields: Fields) -> AuthorRecord:
    return AuthorRecord(
        name=fields.required("name"),
        slug=fields.line("slug"),
        role=fields.line("role"),
        biography=fields.prose("biography"),
    )


def risk(fields: Fields) -> RiskRecord:
    return RiskRecord(
        slug=fields.required("slug"),
        title=fields.required("title"),
        description=fields.prose("description"),
        status=fields.choice("status", RiskStatus),
        category=fields.line("category"),
        review_on=fields.day("review_on"),
    )


def page(fields: Fields) -> PageRecord:
    return PageRecord(
        slug=fields.required("slug"),
        title=fields.required("title"),
        body=_body(fields),
        footer_note=fields.line("footer_note"),
    )


MAKERS: dict[str, Callable[[Fields], Record]] = {
    "article": article,
    "category": category,
    "author": author,
    "risk": risk,
    "page": page,
}


def record(data: dict[str, Any]) -> Record:
    """Raises `BadRecord` for a type we do not know or a field that is wrong."""
    kind = data.get("type", "article")
    if not isinstance(kind, str) or kind not in MAKERS:
        shown = repr(kind[:40]) if isinstance(kind, str) else kind_of(kind)
        raise BadRecord(f"type is {shown}, but must be one of {', '.join(MAKERS)}.")
    return MAKERS[kind](Fields(data))


def _body(fields: Fields) -> str:
    html, text = fields.prose("body"), fields.prose("body_text")
    if html and text:
        raise BadRecord("body and body_text are both given; one of them is enough.")
    if not html and not text:
        raise BadRecord(f"{fields.name('body')} is missing.")
    return html or from_paragraphs(text or "")


def _listed(fields: Fields, name: str, make: Any) -> Any:
    items = fields.items(name)
    return None if items is None else [make(item_name, value) for item_name, value in items]


def _risk_line(name: str, value: Any) -> RiskLine:
    if isinstance(value, str):
        value = {"text": value}
    elif not isinstance(value, dict):
        raise BadRecord(f"{name} must be a text or an object, not {kind_of(value)}.")
    fields = Fields(value, name)
    return RiskLine(fields.required("text"), fields.line("risk") or "")


def _ticker_tag(name: str, value: Any) -> TickerTag:
    fields = Fields(value, name)
    text = fields.required("ticker")
    symbol = parse(text)
    if symbol is None:
        raise BadRecord(f"{fields.name('ticker')} is {text[:60]!r}, which is no ticker such as NYSE:SPY.")
    return TickerTag(
        symbol,
        fields.choice("sentiment", Sentiment) or Sentiment.NEUTRAL,
        fields.choice("role", TickerRole) or TickerRole.SUBJECT,
        fields.line("reason") or "",
    )


def _picture(fields: Fields) -> PictureFile | None:
    if "picture" not in fields.data:
        return None
    if fields.data["picture"] is None:
        return PictureFile("")
    inner = Fields(fields.data["picture"], fields.name("picture"))
    file = cleaned(inner.raw_text("file") or "").strip()
    if not file:
        raise BadRecord(f"{inner.name('file')} is missing.")
    return PictureFile(file, inner.required("alt"), inner.line("credit") or "")


def _correction(name: str, value: Any) -> CorrectionLine:
    fields = Fields(value, name)
    note = fields.prose("note")
    if not note:
        raise BadRecord(f"{fields.name('note')} is missing.")
    kind = fields.choice("kind", CorrectionKind) or CorrectionKind.CORRECTION
    return CorrectionLine(note, kind, fields.instant("at"))
