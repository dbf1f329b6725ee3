"""An article as it stands in its form, saved or not, for the checks to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import QueryDict

from articles.admin.widgets import is_key
from articles.body import clean
from articles.models import Article, Ticker
from articles.proofing.story import Line, Story, Tag

MOST_ROWS = 500
Row = tuple[int, Mapping[str, Any]]  # number in the form, values by field
#: The fields that the checks read, by part.
PARTS = {
    "key_points": ("text",),
    "risk_statements": ("text", "risk"),
    "ticker_sentiments": ("ticker", "sentiment", "role", "reason"),
}


def sent(data: QueryDict, article: Article | None) -> Story:
    """A form as a browser sends it, to be looked at only. `picture_chosen` is the name of a file that stays there."""
    rows = {prefix: list(_rows_sent(data, prefix, fields)) for prefix, fields in PARTS.items()}
    has_picture = bool(data.get("picture_chosen")) or bool(article and article.picture and "picture-clear" not in data)
    keys = {str(row["ticker"]) for _, row in rows["ticker_sentiments"]}
    tickers = {str(pk): ticker for pk, ticker in Ticker.objects.in_bulk(filter(is_key, keys)).items()}
    return _story(lambda name: data.get(name, ""), rows, tickers, article, has_picture)


def shown(context: Mapping[str, Any], article: Article | None) -> Story:
    """The form of a page that is about to be rendered. No query that the page does not make anyway."""
    form = context["adminform"].form
    formsets = {part.formset.prefix: part.formset for part in context["inline_admin_formsets"]}
    rows = {
        prefix: list(_rows_shown(formsets[prefix], fields)) if prefix in formsets else []
        for prefix, fields in PARTS.items()
    }
    tickers = formsets["ticker_sentiments"].chosen("ticker") if "ticker_sentiments" in formsets else {}
    return _story(lambda name: form[name].value(), rows, tickers, article, bool(article and article.picture))


def _story(
    value: Callable[[str], Any],
    rows: Mapping[str, list[Row]],
    tickers: Mapping[str, Ticker],
    article: Article | None,
    has_picture: bool,
) -> Story:
    def text(name: str) -> str:
        return _said(value(name))

    return Story(
        key=article.pk if article else None,
        headline=" ".join(text("headline").split()),
        dek=text("dek"),
        summary=text("summary"),
        body=clean(text("body")),
        disclosure=text("disclosure"),
        language=text("language"),
        has_picture=has_picture,
        picture_alt=text("picture_alt"),
        key_points=_lines(rows["key_points"]),
        risks=_lines(rows["risk_statements"]),
        tags=[
            Tag(
                number, ticker.pk, ticker.exchange, ticker.symbol, ticker.name,
                _said(row["sentiment"]), _said(row["role"]), _said(row["reason"]),
            )
            for number, row in rows["ticker_sentiments"]
            if (ticker := tickers.get(str(row["ticker"])))
        ],
    )  # fmt: skip


def _said(value: Any) -> str:
    """What was typed, without the one character that PostgreSQL does not look for."""
    return str(value or "").replace("\x00", "")


def _lines(rows: list[Row]) -> list[Line]:
    return [
        Line(number, _said(row["text"]), int(row["risk"]) if is_key(str(row.get("risk") or "")) else None)
        for number, row in rows
        if str(row["text"] or "").strip()
    ]


def _rows_sent(data: QueryDict, prefix: str, fields: tuple[str, ...]) -> Iterator[Row]:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    for number in range(min(int(total), MOST_ROWS) if is_key(total) else 0):
        if not data.get(f"{prefix}-{number}-DELETE"):
            yield number, {name: data.get(f"{prefix}-{number}-{name}", "") for name in fields}


def _rows_shown(formset: Any, fields: tuple[str, ...]) -> Iterator[Row]:
    for number, form in enumerate(formset.forms):
        if not (form.is_bound and form["DELETE"].value()):
            yield number, {name: form[name].value() for name in fields}
