"""Prices and the market strip, as editors enter them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.utils import timezone

from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from markets.models import MarketStripEntry, Quote, Split


class QuoteForm(forms.ModelForm):
    """Of change and percentage the one that is typed decides; the other is worked out."""

    class Meta:
        model = Quote
        fields = ("ticker", "price", "change", "change_percent", "as_of", "source")
        help_texts = {
            "change": "Against the previous close. Type this or the percentage; the other is worked out.",
            "change_percent": "0.48 means 0.48 %.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        changed = set(self.changed_data)
        if "change" in changed and "change_percent" not in changed:
            cleaned["change_percent"] = None
        elif "change_percent" in changed and "change" not in changed:
            cleaned["change"] = None
        elif self.instance.pk and changed & {"price", "change", "change_percent"} == {"price"}:
            # The stored change belongs to the old price.
            cleaned["change"] = cleaned["change_percent"] = None
        return cleaned


@admin.register(Quote)
class QuoteAdmin(OurFields, OurList):
    form = QuoteForm
    list_display = ("ticker", "price", "change", "change_percent", "as_of", "source")
    list_select_related = ("ticker",)
    list_filter = ("source", "as_of")
    search_fields = ("ticker__symbol", "ticker__name")
    autocomplete_fields = ("ticker",)
    show_full_result_count = False
    fields = ("ticker", "price", ("change", "change_percent"), "as_of", "source")

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        return {"as_of": timezone.now(), **super().get_changeform_initial_data(request)}


class MarketStripEntryForm(forms.ModelForm):
    position = forms.IntegerField(
        required=False, min_value=0, max_value=9999, help_text="Low numbers come first; empty: the last place."
    )

    class Meta:
        model = MarketStripEntry
        fields = ("ticker", "position")

    def clean_position(self) -> int:
        position = self.cleaned_data["position"]
        if position is None:
            last = MarketStripEntry.objects.aggregate(last=Max("position"))["last"]
            return (last or 0) + 1
        return position


@admin.register(MarketStripEntry)
class MarketStripEntryAdmin(OurFields, OurList):
    form = MarketStripEntryForm
    list_display = ("ticker", "position")
    list_select_related = ("ticker",)
    autocomplete_fields = ("ticker",)
    fields = ("ticker", "position")


@admin.register(Split)
class SplitAdmin(OurFields, OurList):
    list_display = ("ticker", "day", "new_shares", "old_shares")
    list_select_related = ("ticker",)
    autocomplete_fields = ("ticker",)
    search_fields = ("ticker__symbol", "ticker__name")
    fields = ("ticker", "day", ("new_shares", "old_shares"))
