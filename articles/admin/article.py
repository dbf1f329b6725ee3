"""The newsroom's first form: a whole article, from top to bottom in the order in which it is read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import clock, sharing, workflow
from articles.admin import inlines
from articles.admin.article_list import ArticleList, state
from articles.admin.autosave import Autosave
from articles.admin.chosen_picture import ChosenPicture
from articles.admin.deciding import Deciding
from articles.admin.deletion import Deletion
from articles.admin.forms import BUSY, ArticleForm
from articles.admin.history import History
from articles.admin.many import Many
from articles.admin.notes import Notes
from articles.admin.pasting import Pasting
from articles.admin.presence import Presences
from articles.admin.preview import Preview
from articles.admin.proofing import Proofing
from articles.admin.signed_out import SignedOut
from articles.admin.widgets import OurFields
from articles.choices import SCHEDULED, UNPUBLISHED, Status
from articles.models import Article

#: Fieldsets (a name and options) and inlines, as they stand in the form; the first one stands beside it.
BESIDE = ("Place and time", {"fields": ("category", "published_at")})
LAYOUT: tuple[Any, ...] = (
    ("Story", {"fields": ("headline", "dek")}),
    inlines.BylineInline,
    ("Lead picture", {"fields": ("picture", ("picture_focus_x", "picture_focus_y"), "picture_alt", "picture_credit")}),
    ("Summary", {"fields": ("summary",)}),
    inlines.KeyPointInline,
    ("Body", {"fields": ("body",)}),
    inlines.RiskStatementInline,
    ("Disclosure", {"fields": ("disclosure",)}),
    inlines.TickerSentimentInline,
    inlines.PinnedRelatedInline,
    (
        "Address, language and source",
        {
            "classes": ("collapse",),
            "fields": ("slug", "language", ("source_name", "source_reference"), "source_url"),
        },
    ),
)


@admin.register(Article)
class ArticleAdmin(
    Preview, ChosenPicture, Autosave, Presences, SignedOut, Proofing, Pasting, History, Notes, Deciding, Deletion,
    Many, OurFields, ArticleList,
):  # fmt: skip
    form = ArticleForm
    fieldsets = tuple(part for part in (*LAYOUT, BESIDE) if isinstance(part, tuple))
    inlines = tuple(part for part in LAYOUT if not isinstance(part, tuple))
    prepopulated_fields = {"slug": ("headline",)}

    class Media:
        js = (
            "js/admin/signing_in.js", "js/admin/ordering.js", "js/admin/autosave.js",
            "js/admin/presence.js", "js/admin/chosen_picture.js", "js/admin/preview.js", "js/admin/pasting.js",
            "js/admin/sentiment_keys.js",
            "js/admin/proofing.js", "js/admin/notes.js",
        )  # fmt: skip

    # Who may do what ------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What this person may open; to choose from (related, front page), what is public."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            return Article.objects.published().order_by("-published_at", "-pk")
        return Article.objects.visible_to(request.user).order_by(*self.ordering)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Reporters change their own until it is published; `get_queryset` sees to "their own"."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.status in UNPUBLISHED or self._edits_any(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        return () if self.has_publish_permission(request) else ("published_at",)

    def _edits_any(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.edit_any_article")

    # Saving ---------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Saves; an address that readers may know leaves a redirect when it changes."""
        before = Article.objects.get(pk=obj.pk) if change else None
        if before is None:
            obj.created_by = request.user  # type: ignore[assignment]
        elif before.status == Status.PUBLISHED and not before.was_seen:
            obj.first_published_at = obj.published_at  # a schedule that is moved
        super().save_model(request, obj, form, change)
        if before:
            workflow.rename(obj, before.get_absolute_url(), by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saves the parts, then carries out the button's verb; either way one record is made."""
        super().save_related(request, form, formsets, change)
        verb = self.verb_of(request, form.instance)
        done, why = False, " ".join(filter(None, (form.cleaned_data.get("why"), getattr(request, "why", ""))))
        try:
            done = verb is not None and verb(form.instance, by=request.user, why=why)
        except workflow.Refused as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
        if not done:
            workflow.record(form.instance, by=request.user, why=why)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self._say_saved(request, obj)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        self._say_saved(request, obj)
        return HttpResponseRedirect(request.get_full_path())

    def _say_saved(self, request: HttpRequest, article: Article) -> None:
        name, _ = state(article)
        when = article.published_at
        sentence = {
            Status.DRAFT: "Saved as a draft.",
            Status.IN_REVIEW: "Saved. The editors can see it now.",
            Status.PUBLISHED: "Saved. Readers see it at its address.",
            Status.WITHDRAWN: "Saved. It stays withdrawn.",
            SCHEDULED: f"Saved. It appears on {clock.told(when, timezone.get_current_timezone())}." if when else "",
        }[name]
        link = format_html('<a href="{}">{}</a>', self.view_on_site(article), "Look at it")
        self.message_user(request, format_html("{} {}", sentence, link), messages.SUCCESS)

    # A database that another writes to just now --------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", "")
        return type(form.__name__, (form,), {"refusal": refusal}) if refusal else form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """SQLite has one writer at a time: who waits too long gets the form back with all that was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Article.DoesNotExist:  # somebody deleted it while this form was read
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        except OperationalError as error:
            if request.method != "POST" or "locked" not in str(error):
                raise
        request.refusal = BUSY  # type: ignore[attr-defined]  # ours; `get_form` looks at it
        # Without the transaction that it could not begin: a form that is refused writes nothing.
        return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]

    # Pages ----------------------------------------------------------------------------------

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url() if obj.is_public else obj.preview_url

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        fieldsets = {fieldset.name: fieldset for fieldset in context["adminform"]}
        parts = {type(part.opts): part for part in context["inline_admin_formsets"]}
        context["is_nav_sidebar_enabled"] = False  # its column belongs to what stands beside the story
        context["beside"] = fieldsets[BESIDE[0]]
        context["title"] = "Article" if kwargs.get("obj") else "New article"
        context["layout"] = [
            {"fieldset": fieldsets[part[0]]} if isinstance(part, tuple) else {"inline": parts[part]}
            for part in LAYOUT
            if isinstance(part, tuple) or part in parts
        ]
        obj = kwargs.get("obj")
        context["state"] = state(obj) if obj else (Status.DRAFT, "New")
        if obj and not obj.is_public and obj.status != Status.WITHDRAWN and self.has_change_permission(request, obj):
            context["shared_link"], context["shared_days"] = sharing.link_for(obj), sharing.DAYS
        return super().render_change_form(request, context, **kwargs)
