"""What may become of the article in the form: its buttons by role and state, and the verbs' own pages.

Buttons save the form and then do; links lead to a page that asks first, for what readers notice or
what needs words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles import workflow
from articles.admin.verb_forms import CHANGES, CORRECT, UNSCHEDULE, WITHDRAW, AmendForm, Page
from articles.choices import SCHEDULED, Status
from articles.models import Article, Correction


class Button(NamedTuple):
    name: str
    label: str
    is_main: bool = False


class Link(NamedTuple):
    label: str
    url: str


#: The pages that stand as links beside the buttons, by the article's state; all of them are for editors.
PAGES: dict[str, tuple[Page, ...]] = {
    Status.IN_REVIEW: (CHANGES,),
    SCHEDULED: (UNSCHEDULE,),
    Status.PUBLISHED: (CORRECT, WITHDRAW),
    Status.WITHDRAWN: (WITHDRAW,),
}


class Deciding(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<path:object_id>/{page.slug}/",
                self.admin_site.admin_view(partial(self.verb_view, page=page)),
                name=page.name,
            )
            for page in (CHANGES, UNSCHEDULE, CORRECT, WITHDRAW)
        ]
        amend = self.admin_site.admin_view(self.amend_view)
        own.append(path("<path:object_id>/corrections/<int:pk>/", amend, name="articles_article_amend"))
        return [*own, *super().get_urls()]

    # The form -------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        article: Article | None = kwargs.get("obj")
        context["buttons"] = self._buttons(request, article)
        context["links"] = self._links(request, article)
        if article:
            context["corrections"] = list(article.corrections.all())
            context["may_amend"] = request.user.has_perm("articles.amend_correction")
        return super().render_change_form(request, context, **kwargs)

    def _buttons(self, request: HttpRequest, article: Article | None) -> list[Button]:
        """What this person may do with the form. Saving stands first: the Enter key takes the first."""
        if article and not self.has_change_permission(request, article):
            return []
        state = article.state if article else Status.DRAFT
        publishes = request.user.has_perm("articles.publish_article")
        is_later = bool(article and article.published_at and article.published_at > timezone.now())
        save = Button("_save", "Save draft" if state == Status.DRAFT else "Save")
        buttons = [save]
        if state == Status.DRAFT:
            buttons.append(Button("_submit", "Submit for review"))
        if publishes and state in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
            buttons.append(Button("_publish", "Schedule" if is_later else "Publish"))
        # The last is what one comes for; of what is decided already, to save.
        main = save if state in (SCHEDULED, Status.PUBLISHED) else buttons[-1]
        if publishes and state == SCHEDULED:
            buttons.append(Button("_publish_now", "Publish now"))
        return [button._replace(is_main=button is main) for button in buttons]

    def _links(self, request: HttpRequest, article: Article | None) -> list[Link]:
        if article is None or not request.user.has_perm("articles.publish_article"):
            return []
        return [
            Link(
                page.link_for(article),
                reverse(f"admin:articles_article_{page.slug.replace('-', '_')}", args=[article.pk]),
            )
            for page in PAGES.get(article.state, ())
        ]

    def verb_of(self, request: HttpRequest, article: Article) -> Callable[..., bool] | None:
        """What the button that was pressed does once the form is saved. A date in the future makes it a schedule."""
        despite = request.POST.get("despite", "")
        if "_submit" in request.POST:
            return workflow.submit
        if "_publish_now" in request.POST:
            return partial(workflow.publish, at=timezone.now(), despite=despite)
        if "_publish" not in request.POST:
            return None
        wanted: datetime | None = article.published_at
        if wanted and wanted > timezone.now():
            return partial(workflow.schedule, despite=despite)
        return partial(workflow.publish, despite=despite)

    # The pages ------------------------------------------------------------------------------

    def verb_view(self, request: HttpRequest, object_id: str, page: Page) -> HttpResponse:
        """Asks, then does. A refusal comes back with everything that was typed."""
        article = self._found(request, object_id)
        if not request.user.has_perm(page.permission):
            raise PermissionDenied
        form = page.form(request.POST or None, article=article)
        if request.method == "POST" and form.is_valid():
            try:
                changed = page.do(article, request.user, form.cleaned_data)
            except workflow.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._done(request, article, page.done if changed else "", page.log)
        return self._asked(request, article, form, page.title, page.intro, page.button)

    def amend_view(self, request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
        article = self._found(request, object_id)
        correction = Correction.objects.filter(article=article, pk=pk).first()
        if correction is None:
            raise Http404("There is no such correction.")
        if not request.user.has_perm("articles.amend_correction"):
            raise PermissionDenied
        form = AmendForm(request.POST or None, article=article, initial={"text": correction.note})
        if request.method == "POST" and form.is_valid():
            try:
                changed = workflow.amend(correction, request.user, form.cleaned_data["text"])
            except workflow.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._done(request, article, "Amended." if changed else "", "Amended a correction.")
        intro = (
            "Readers have seen these words. They are told when they were amended; a note keeps what they said before."
        )
        return self._asked(request, article, form, "Amend this correction?", intro, "Amend")

    def _found(self, request: HttpRequest, object_id: str) -> Article:
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404("There is no such article.")
        return article

    def _done(self, request: HttpRequest, article: Article, done: str, log: str) -> HttpResponse:
        if done:
            self.log_change(request, article, log)
            self.message_user(request, done, messages.SUCCESS)
        else:
            self.message_user(request, "That was done already; nothing changed.", messages.INFO)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _asked(
        self, request: HttpRequest, article: Article, form: forms.Form, title: str, intro: str, button: str
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "article": article,
            "form": form,
            "intro": intro,
            "button": button,
        }
        return TemplateResponse(request, "admin/articles/article/verb.html", context)
