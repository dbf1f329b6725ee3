"""The market strip, as editors choose it: which tickers, and in which order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest

from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from markets.models import MarketStripEntry
from markets.models.market_strip import MOST
from markets.printing import printed


class MarketStripEntryForm(forms.ModelForm):
    """A new entry takes the last place; the list moves it."""

    class Meta:
        model = MarketStripEntry
        fields = ("ticker",)

    def clean(self) -> dict[str, Any]:
        if self.instance.pk is None and MarketStripEntry.objects.count() >= MOST:
            raise forms.ValidationError(
                f"The market strip has {MOST} tickers, which is all it holds. Take one off first."
            )
        return super().clean() or {}

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            last = MarketStripEntry.objects.aggregate(last=Max("position"))["last"]
            self.instance.position = (last or 0) + 1
        return super().save(commit)


class PlaceForm(forms.ModelForm):
    position = forms.IntegerField(
        label="Place", min_value=0, max_value=9999, widget=forms.NumberInput(attrs={"class": "place vIntegerField"})
    )


@admin.register(MarketStripEntry)
class MarketStripEntryAdmin(OurFields, OurList):
    form = MarketStripEntryForm
    list_display = ("ticker", "position", "last_price", "name")
    list_editable = ("position",)
    list_select_related = ("ticker__quote",)
    sortable_by = ()
    autocomplete_fields = ("ticker",)
    fields = ("ticker",)

    class Media:
        js = ("js/admin/ordering.js",)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return PlaceForm

    @admin.display
    def name(self, entry: MarketStripEntry) -> str:
        return entry.ticker.name

    @admin.display(description="what readers see")
    def last_price(self, entry: MarketStripEntry) -> str:
        quote = getattr(entry.ticker, "quote", None)
        if quote is None:
            return "no price yet"
        shown = printed(quote, entry.ticker)
        return " ".join((shown.price, shown.percent, f"({shown.brief})"))
