"""Lists of the newsroom that stand what a form or an address may carry."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst, smart_split

from articles.admin.widgets import is_key
from staff.admin.recorded import Recorded

SEARCH_LENGTH, SEARCH_WORDS = 200, 10


def words(search_term: str) -> list[str]:
    """What is looked for: quotation marks hold words together."""
    return list(islice(smart_split(search_term[:SEARCH_LENGTH]), SEARCH_WORDS))


class OurList(Recorded):
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Of what is ticked, keys that no row can have are left out."""
        sent = request.POST.copy()
        ticked = sent.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, ticked)):
            sent.setlist(ACTION_CHECKBOX_NAME, [key for key in ticked if is_key(key)])
            request.POST = sent  # type: ignore[assignment]
        title = {"title": capfirst(str(self.opts.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, " ".join(words(search_term)))
