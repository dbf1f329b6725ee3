"""The newsroom: Django's admin with a desk for its first page, and its rooms in a newsroom's order."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from articles import desk
from markets.desk import rejected_quotes, resting_providers, stale_quotes
from staff import send_again

#: As they stand on the page: what is wrong, then what is to be done.
PANELS = (
    desk.missed,
    desk.failed_jobs,
    desk.failed_imports,
    rejected_quotes,
    resting_providers,
    stale_quotes,
    desk.in_review,
    desk.my_drafts,
    desk.sent_back,
    desk.planned,
    desk.scheduled,
    desk.recent,
)
#: What belongs together, in the order in which a day needs it, and in plain words. What no room names
#: stands in one of its own, under its package's name.
ROOMS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Stories", {"Article": "Articles", "FrontPageSlot": "Front page"}),
    ("What they are about", {"Ticker": "Tickers", "Risk": "Risks", "Category": "Categories", "Author": "Authors"}),
    (
        "Prices",
        {
            "Quote": "Quotes",
            "RejectedQuote": "Prices that look wrong",
            "MarketStripEntry": "Market strip",
            "Split": "Splits",
        },
    ),
    (
        "The site",
        {
            "StandingPage": "Standing pages",
            "ImportRun": "Imports",
            "DBTaskResult": "Background jobs",
            "Purge": "Purges",
        },
    ),
    ("The staff", {"User": "Accounts", "Group": "Groups", "AuditEntry": "Audit log"}),
)


class Newsroom(AdminSite):
    site_header = site_title = f"{settings.SITE_NAME} newsroom"
    index_title = "Newsroom"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """A form that is sent when nobody is signed in any more is shown again, not forgotten at the door."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST" and not request.user.is_authenticated:
                return send_again.signed_out(request)
            return guarded(request, *args, **kwargs)

        return kept

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        panels = [panel for make in PANELS if (panel := make(request.user))]
        found = {
            "now": timezone.now(),
            "troubles": [panel for panel in panels if panel.trouble and panel.rows],
            "calm": [panel.calm for panel in panels if panel.trouble and not panel.rows],
            "panels": [panel for panel in panels if not panel.trouble],
        }
        return super().index(request, found | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The rooms that this person may enter. A package asked for by name is left as Django has it."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["object_name"]: model | {"app": app} for app in apps for model in app["models"]}
        rooms = []
        for name, wanted in ROOMS:
            here = [models.pop(one) | {"name": words} for one, words in wanted.items() if one in models]
            if here:
                rooms.append({"name": name, "app_label": "", "app_url": "", "has_module_perms": True, "models": here})
        left = [app | {"models": [one for one in app["models"] if one["object_name"] in models]} for app in apps]
        return rooms + [app for app in left if app["models"]]
