"""The notes beside the article: said by colleagues to each other, added without saving the form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from articles import workflow
from articles.choices import NoteAbout, Status
from articles.models import Article, Note
from articles.workflow.rules import LONGEST_NOTE


class Notes(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.notes_view)
        return [path("<path:object_id>/notes/", view, name="articles_article_notes"), *super().get_urls()]

    def notes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Keeps a note. A script is answered with the thread or, with status 400, the refusal's sentence."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404("There is no such article.")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        is_script, refusal = "for_script" in request.POST, ""
        try:
            workflow.note(article, request.user, request.POST.get("note", ""))
        except workflow.Refused as refused:
            refusal = str(refused)
        if is_script and refusal:
            return HttpResponse(refusal, status=400, content_type="text/plain; charset=utf-8")
        if is_script:
            return render(request, "admin/articles/article/note_thread.html", {"notes": thread(article)})
        if refusal:
            self.message_user(request, refusal, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]) + "#notes")

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        article: Article | None = kwargs.get("obj")
        if article:
            context["notes"] = notes = thread(article)
            asked = [note for note in notes if note.about == NoteAbout.CHANGES]
            context["asked"] = asked[-1] if asked and article.status == Status.DRAFT else None
            context["longest_note"] = LONGEST_NOTE
        return super().render_change_form(request, context, **kwargs)


def thread(article: Article) -> list[Note]:
    """What was said of it, the oldest first; one query."""
    return list(Note.objects.filter(article=article).select_related("by"))
