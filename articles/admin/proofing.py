"""The checks beside the form: shown with the page, and anew while one writes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from articles import proofing
from articles.admin import story
from articles.admin.widgets import is_key
from articles.models import Article
from articles.proofing import Level, Story


class Proofing(admin.options.BaseModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.proofread_view)
        own = [path("proofread/", view, name="articles_article_proofread")]
        return [*own, *super().get_urls()]  # type: ignore[misc]  # of the admin that this is mixed into

    def proofread_view(self, request: HttpRequest) -> HttpResponse:
        """The form as it stands, posted -> what there is to say of it, as two pieces of HTML. Writes nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        key = request.GET.get("article", "")
        article = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        if key and article is None:
            raise Http404("There is no such article.")
        if not (self.has_change_permission(request, article) if article else self.has_add_permission(request)):
            raise PermissionDenied
        found = told(story.sent(request.POST, article))
        return render(request, "admin/articles/article/proofread.html", found)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        obj: Article | None = kwargs.get("obj")
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may_write:
            context |= told(story.shown(context, obj))
            context["proofread_url"] = reverse("admin:articles_article_proofread") + (
                f"?article={obj.pk}" if obj else ""
            )
            # What is scheduled may still be published at once.
            is_public = bool(obj and obj.is_public)
            context["may_publish"] = not is_public and request.user.has_perm("articles.publish_article")
        return super().render_change_form(request, context, **kwargs)  # type: ignore[misc]


def told(read: Story) -> dict[str, Any]:
    """What the checks find in a story, as the templates print it: by level, and again the tickers that are offered."""
    found = proofing.proofread(read)
    blocking = [finding for finding in found if finding.level == Level.BLOCKS]
    advice = [finding for finding in found if finding.level == Level.ADVICE]
    offered = [finding.offer for finding in found if finding.offer and finding.offer.kind == "ticker"]
    is_empty = not read.whole_text.strip()
    return {"blocking": blocking, "advice": advice, "offered_tickers": offered, "is_empty": is_empty}
