"""The article as it would be printed with what is typed in the form now. Nothing is written.

The form and its rows are filled as for a save, and what they say is put into objects that are never
saved; the public template prints those as it prints stored ones. What cannot be understood yet (half a
date, a row without its ticker) is left as it is stored, or out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.admin.comparing import Filling, filled
from articles.body import clean as clean_html
from articles.models import Article, Category
from articles.pictures import Prepared, waiting
from articles.views.preview import printed

#: The parts that the page prints, each with the field without which a row says nothing, and its order.
PARTS: dict[str, tuple[str, Callable[[Any], Any] | None]] = {
    "bylines": ("author_id", None),
    "key_points": ("text", None),
    "risk_statements": ("text", None),
    "ticker_sentiments": ("ticker_id", lambda row: (row.ticker.symbol, row.ticker.exchange)),
    "corrections": ("note", lambda row: -row.at.timestamp()),
}


class Preview(ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("preview/", view, name="articles_article_preview_new"),
            path("<path:object_id>/preview/", view, name="articles_article_preview"),
            *super().get_urls(),
        ]

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def preview_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """By POST what the form holds, by GET what is stored; it may stand in a frame of our own pages."""
        article = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and article is None:
            raise Http404("There is no such article.")
        if not (self.has_view_or_change_permission(request, article) if article else self.has_add_permission(request)):
            raise PermissionDenied
        may_type = article is None or self.has_change_permission(request, article)
        sent = request.POST if request.method == "POST" and may_type else None
        typed = Typed(filled(self, request, article, sent), is_bound=sent is not None)
        return printed(request, typed.article, typed.pinned, is_typed=sent is not None)

    @method_decorator(csp_replace({"frame-src": [SELF]}))
    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(*args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        obj = kwargs.get("obj")
        name = "articles_article_preview" if obj else "articles_article_preview_new"
        context["preview_url"] = reverse(f"admin:{name}", args=[obj.pk] if obj else [])
        return super().render_change_form(request, context, **kwargs)


class Typed:
    """The article of a filling, with its parts as if they had been fetched with it; nothing is saved."""

    def __init__(self, filling: Filling, is_bound: bool) -> None:
        self.filling = filling
        self.is_bound = is_bound

    @cached_property
    def article(self) -> Article:
        article: Article = self.filling.form.instance
        if self.is_bound:
            _take(self.filling.form)
            article.body = clean_html(article.body or "")  # type: ignore[assignment]
        if article.pk is None:
            article.pk = 0  # no row has it, so that what is asked about this article finds nothing
        if article.category_id is None:
            article.category = Category(pk=0, name="No category yet", slug="none")
        # Django's own place for what was prefetched: the template asks a related manager for it.
        parts = {name: self._rows(name) for name in PARTS}
        article._prefetched_objects_cache = {  # type: ignore[attr-defined]
            name: rows for name, rows in parts.items() if rows is not None
        }
        return article

    @cached_property
    def pinned(self) -> list[int]:
        """Keys of the related articles that are chosen, in order."""
        formset = next((one for one in self.filling.formsets if one.prefix == "pinned"), None)
        return [row.related_id for row in self._standing(formset) if row.related_id]

    def _rows(self, name: str) -> list[Any] | None:
        """The rows of a part; None where the person has no such part in the form."""
        formset = next((one for one in self.filling.formsets if one.prefix == name), None)
        if formset is None:
            return None
        needed, order = PARTS[name]
        rows = [row for row in self._standing(formset) if getattr(row, needed)]
        prefetch_related_objects(rows, *getattr(formset.model._default_manager, "joins", ()))  # type: ignore[union-attr]
        return sorted(rows, key=order) if order else rows

    def _standing(self, formset: Any) -> list[Any]:
        if formset is None:
            return []
        if not self.is_bound:
            return [row.instance for row in formset.initial_forms]
        kept = []
        for row in formset.forms:
            row.cleaned_data = _take(row)
            if not row.cleaned_data.get("DELETE") and (row in formset.initial_forms or row.has_changed()):
                kept.append(row)
        if kept and hasattr(kept[0], "place"):
            kept.sort(key=lambda row: row.place())
        return [row.instance for row in kept]


def _take(form: Any) -> dict[str, Any]:
    """Puts what is typed into the form's instance, field by field, without asking whether it may be saved.
    Returns it by name."""
    taken = {}
    own = {field.name for field in form.instance._meta.fields}
    for bound in form.visible_fields():
        if bound.field.disabled:
            continue
        if isinstance(bound.field, forms.FileField):
            _take_picture(form, bound)
            continue
        value = bound.data
        try:
            value = bound.field.clean(value)
        except ValidationError:
            if type(bound.field) is not forms.CharField or not isinstance(value, str):
                continue
        taken[bound.name] = value
        if bound.name in own and bound.name != "position":
            setattr(form.instance, bound.name, value)
    return taken


def _take_picture(form: Any, bound: Any) -> None:
    """The picture that waits for the form to be saved, or none where it is taken away."""
    chosen = bound.field.widget.value_from_datadict(form.data, {}, form.add_prefix(bound.name))
    if isinstance(chosen, Prepared):
        setattr(form.instance, bound.name, f"{waiting.FOLDER}/{chosen.name}")
    elif chosen is False:
        setattr(form.instance, bound.name, "")
