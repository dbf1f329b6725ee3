"""Paste a whole story: it is taken apart, looked over, and fills the form. Nothing is saved before that.

Three steps of one address, each of which works by itself: the text is pasted, by POST it comes back as the
parts that were found in it, and by another POST it is the article form, filled.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime, time
from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles.body import clean
from articles.choices import Status
from articles.exchange import pasted
from articles.exchange.pasted import Pasted
from articles.models import Article, KeyPoint, PinnedRelated, RiskStatement, TickerSentiment
from articles.text import plain

NOTHING = "Nothing was pasted. Copy the whole page, and paste it here."
TOO_LONG = "This has {length:,} characters; a story of {most:,} is the longest that can be taken apart."


class Pasting(ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.paste_view)
        return [
            path("paste/", view, name="articles_article_paste_new"),
            path("<path:object_id>/paste/", view, name="articles_article_paste"),
            *super().get_urls(),
        ]

    def paste_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """GET: the box. POST `text`: what was found in it. With `_fill`: the form; with `_again`: the box, with it."""
        article = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and article is None:
            raise Http404("There is no such article.")
        if not (self.has_change_permission(request, article) if article else self.has_add_permission(request)):
            raise PermissionDenied
        if article and not is_empty(article):
            raise Http404("Only an empty draft is filled.")
        text, trouble = request.POST.get("text", ""), ""
        if request.method == "POST" and "_again" not in request.POST:
            trouble = _trouble(text)
            if not trouble:
                found = pasted.read(text)
                return (
                    self._filled(request, object_id, found)
                    if "_fill" in request.POST
                    else self._paste_look(request, article, text, found)
                )
        return self._paste_page(request, article, text, trouble=trouble)

    def _paste_look(self, request: HttpRequest, article: Article | None, text: str, found: Pasted) -> HttpResponse:
        paragraphs = plain(clean(found.record.body)).split("\n")
        may_date = "published_at" not in self.get_readonly_fields(request, article)
        return self._paste_page(request, article, text, found=found, may_date=may_date, paragraphs=paragraphs)

    def _paste_page(self, request: HttpRequest, article: Article | None, text: str, **context: Any) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": "Paste a whole story",
            "opts": self.opts,
            "article": article,
            "text": text,
        }
        return TemplateResponse(request, "admin/articles/article/paste.html", context)

    def _filled(self, request: HttpRequest, object_id: str | None, found: Pasted) -> HttpResponse:
        """The article form as if it had just been opened, with what was found in its fields."""
        opened = copy(request)
        opened.method, opened.POST = "GET", QueryDict()
        opened.filled, opened.filled_rows = fields_of(found), rows_of(found)  # type: ignore[attr-defined]
        name, args = ("change", [object_id]) if object_id else ("add", [])
        form_url = reverse(f"admin:articles_article_{name}", args=args)
        return self.changeform_view(opened, object_id, form_url, {"pasted": found})

    # The form -------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        filled = getattr(request, "filled", None)
        return type(form.__name__, (form,), {"filled": filled}) if filled else form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = getattr(request, "filled_rows", {}).get(inline.model)
        return given | {"initial": rows} if rows else given

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        obj = kwargs.get("obj")
        if "pasted" not in context and request.method == "GET" and (obj is None or is_empty(obj)):
            name = "articles_article_paste" if obj else "articles_article_paste_new"
            context["paste_url"] = reverse(f"admin:{name}", args=[obj.pk] if obj else [])
        return super().render_change_form(request, context, **kwargs)


def is_empty(article: Article) -> bool:
    """A draft that is begun, with no text to be lost in."""
    return not article.body.strip() and article.status == Status.DRAFT


def fields_of(found: Pasted) -> dict[str, Any]:
    """What the form's fields begin with; nothing for a part that the text leaves out."""
    record, day = found.record, pasted.day(found.record)
    begin = timezone.make_aware(datetime.combine(day, time.min)) if day else None
    values = {
        "headline": record.headline, "dek": record.dek, "category": found.category, "published_at": begin,
        "summary": record.summary, "body": record.body, "disclosure": record.disclosure,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value}


def rows_of(found: Pasted) -> dict[Any, list[dict[str, Any]]]:
    """What the rows of each part begin with."""
    record = found.record
    return {
        KeyPoint: [{"text": text} for text in record.key_points or []],
        RiskStatement: [{"text": line.text} for line in record.risks or []],
        TickerSentiment: [
            {"ticker": ticker.pk, "sentiment": tag.sentiment.value, "role": tag.role.value, "reason": tag.reason}
            for ticker, tag in found.tickers
        ],
        PinnedRelated: [{"related": key} for key in found.related],
    }


def _trouble(text: str) -> str:
    if not text.strip():
        return NOTHING
    return TOO_LONG.format(length=len(text), most=pasted.LONGEST) if len(text) > pasted.LONGEST else ""
