"""Things that have a page of their own: a link to it, and a redirect when it moves."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from articles import workflow
from articles.admin.lists import OurList
from articles.admin.widgets import OurFields


class HasPage(OurFields, OurList):
    """For models with `get_absolute_url`.

    "View on site" goes straight to it: Django's own link takes a detour through the domain
    that the sites framework stores, which nobody keeps in step with the real one.
    """

    def view_on_site(self, obj: Any) -> str:
        return self._address(obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves; an address that changes leaves a redirect."""
        before = self._address(obj) if change else ""
        super().save_model(request, obj, form, change)
        if before:
            workflow.rename(obj, before, by=request.user)

    def _address(self, obj: Any) -> str:
        """Of the page as it is stored: `obj` may hold what somebody typed and the form refused."""
        return self.model._default_manager.get(pk=obj.pk).get_absolute_url()
