"""Splits, as editors record them."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from markets.models import Split


@admin.register(Split)
class SplitAdmin(OurFields, OurList):
    list_display = ("ticker", "day", "new_shares", "old_shares")
    list_select_related = ("ticker",)
    autocomplete_fields = ("ticker",)
    search_fields = ("ticker__symbol", "ticker__name")
    fields = ("ticker", "day", ("new_shares", "old_shares"))
