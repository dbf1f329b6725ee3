"""Last prices, as editors enter them: by the same door as all others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.lists import OurList
from articles.admin.widgets import OurFields
from markets.doubts import doubt
from markets.models import Quote
from markets.reading import FIELDS, Reading
from markets.taking import take

#: Of these what is typed decides, and the others follow from it.
TOLD = {"previous_close", "change", "change_percent"}


class QuoteForm(forms.ModelForm):
    """A price that looks odd is asked about once: who typed it says that it is right."""

    looked_at = forms.BooleanField(
        label="The price is right",
        required=False,
        widget=forms.HiddenInput,
        help_text="Tick this if you have looked, and save again.",
    )

    class Meta:
        model = Quote
        fields = ("ticker", *FIELDS)
        help_texts = {
            "change": "Against the previous close. Type one of the three; the others are worked out.",
            "change_percent": "0.48 means 0.48 %.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed = set(self.changed_data) & TOLD
        # What is stored belongs to the old price, or follows from what is typed now.
        if typed or (self.instance.pk and "price" in self.changed_data):
            for name in TOLD - typed:
                cleaned[name] = None
        if "as_of" in self.changed_data and "session" not in self.changed_data:
            cleaned["session"] = ""
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # which django-stubs leaves out
        if self.errors or not set(self.changed_data) & {"ticker", "price", "previous_close", "currency", "as_of"}:
            return
        ticker = self.instance.ticker
        reason = doubt(ticker, self.reading(), Quote.objects.filter(ticker=ticker).first(), timezone.now())
        if reason and not self.cleaned_data["looked_at"]:
            self.fields["looked_at"].widget = forms.CheckboxInput()
            self.add_error("looked_at", reason)

    def reading(self) -> Reading:
        """What the form says, as the door takes it."""
        return Reading(**{name: self.cleaned_data[name] for name in FIELDS})


@admin.register(Quote)
class QuoteAdmin(OurFields, OurList):
    form = QuoteForm
    list_display = ("ticker", "price", "change", "change_percent", "as_of", "source")
    list_select_related = ("ticker",)
    list_filter = ("session", "source", "as_of")
    search_fields = ("ticker__symbol", "ticker__name")
    autocomplete_fields = ("ticker",)
    show_full_result_count = False
    fields = (
        "ticker", ("price", "currency"), ("change", "change_percent", "previous_close"), "as_of",
        ("session", "delay_minutes"), "source", "looked_at",
    )  # fmt: skip

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        return {"as_of": timezone.now(), **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("ticker",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Quote, form: Any, change: bool) -> None:
        """Whoever typed a price has looked at it."""
        take(obj.ticker, form.reading(), looked_at=True, corrects=change)
        obj.pk = Quote.objects.get(ticker=obj.ticker).pk
