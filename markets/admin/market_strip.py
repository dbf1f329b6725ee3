"""The market strip, as editors choose it."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.db.models import Max

from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from markets.models import MarketStripEntry


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
