from __future__ import annotations

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from articles.models import Article
from articles.related import related_to


@never_cache
@staff_member_required(login_url="admin:login")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """An article as it would be printed, marked as a draft, for those who may edit it; never kept."""
    found = get_object_or_404(Article.objects.visible_to(request.user).for_page(), pk=pk)
    context = {"article": found, "related": related_to(found), "is_preview": True}
    return render(request, "articles/article_detail.html", context)
