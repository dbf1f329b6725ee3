from __future__ import annotations

from django.contrib import admin

from articles.admin.forms import FrontPageSlotForm
from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from articles.models import FrontPageSlot


@admin.register(FrontPageSlot)
class FrontPageSlotAdmin(OurFields, OurList):
    """The editors' choice for the top of the front page; a free place takes the newest story."""

    form = FrontPageSlotForm
    list_display = ("position", "article")
    list_select_related = ("article",)
    autocomplete_fields = ("article",)
    fields = ("position", "article")
