from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import sharing
from articles.choices import Status
from articles.models import Article
from articles.related import related_to
from staff.door import for_the_newsroom


@never_cache
@for_the_newsroom
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """An article as it would be printed, marked as a draft, for those who may edit it; never kept."""
    return printed(request, get_object_or_404(Article.objects.visible_to(request.user).for_page(), pk=pk))


@never_cache
@require_safe
def shared(request: HttpRequest, signed: str) -> HttpResponse:
    """The same for whoever has a link to it that has not ended; see `articles.sharing`."""
    link = sharing.read(signed)
    if link is None:
        raise Http404("This is no link to a draft.")
    found = None if link.has_ended else Article.objects.for_page().filter(pk=link.article).first()
    if found and found.is_public:
        return redirect(found)
    if found is None or found.status == Status.WITHDRAWN:
        return render(request, "articles/link_ended.html", status=410)
    answer = printed(request, found, shared_until=link.until)
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address is the key
    return answer


def printed(
    request: HttpRequest, article: Article, pinned: Sequence[int] | None = None, **context: Any
) -> HttpResponse:
    """The public page of an article that need not be public, nor stored: then `pinned` has the keys of its
    related articles, and its parts are prefetched."""
    context |= {"article": article, "related": related_to(article, pinned=pinned), "is_preview": True}
    return render(request, "articles/article_detail.html", context)
