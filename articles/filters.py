"""The one filter form of every list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property

from articles import symbols
from articles.choices import Sentiment
from articles.models import Article, Category, Ticker
from articles.paging import query_with
from articles.querysets import ArticleQuerySet
from articles.search import parse
from articles.search.finding import sharpened
from articles.search.query import Query, Term
from articles.search.tags import SENTIMENTS

_CHOOSE = {"invalid_choice": "There is no such choice. Pick one from the list."}
_YEAR_OR_MONTH = r"^\d{4}(-(0[1-9]|1[0-2]))?\Z"
_DAY = {"invalid": "That is not a day. Write it as 2026-02-10."}


class Chip(NamedTuple):
    """A filter in force, and the query string that takes it off."""

    label: str
    value: str
    without: str


class TickerField(forms.CharField):
    """`SPY` or `NYSE:SPY` -> the Ticker; a symbol we do not know is an error beside the field."""

    def clean(self, value: Any) -> Ticker | None:
        typed = super().clean(value)
        if not typed:
            return None
        symbol = symbols.parse(typed)
        found = Ticker.objects.named(symbol).first() if symbol else None
        if found is None:
            raise forms.ValidationError(f"There is no ticker “{typed[:40]}” here. Try a symbol such as SPY.")
        return found


class TickerFilter(django_filters.Filter):
    field_class = TickerField

    def filter(self, qs: ArticleQuerySet, value: Ticker | None) -> ArticleQuerySet:
        return qs.about(value) if value else qs


class DayInput(forms.DateInput):
    """A date picker; given what is no day, a plain box, since a picker would not show what was typed."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "date" if self._fits_a_picker(context["widget"]["value"]) else "text"
        return context

    def _fits_a_picker(self, typed: str | None) -> bool:
        try:
            return not typed or date.fromisoformat(typed).isoformat() == typed
        except ValueError:
            return False


class ArticleFilterForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day is before the first.")
        return cleaned


class ArticleFilter(django_filters.FilterSet):
    """Combines with any list of `ArticleQuerySet`. What cannot be understood is left out, and
    said beside its field; what can be is applied. The order matters: `ticker` brings the
    ticker's own sentiment, which `sentiment` then asks for."""

    ticker = TickerFilter(label="Ticker", max_length=40)
    category = django_filters.ModelChoiceFilter(
        label="Category",
        queryset=Category.objects.all(),
        to_field_name="slug",
        empty_label="Any",
        error_messages=_CHOOSE,
    )
    sentiment = django_filters.ChoiceFilter(
        label="Sentiment",
        choices=Sentiment.choices,
        empty_label="Any",
        method="filter_sentiment",
        error_messages=_CHOOSE,
    )
    since = django_filters.DateFilter(
        label="From",
        method="filter_since",
        error_messages=_DAY,
        widget=DayInput(format="%Y-%m-%d"),
    )
    until = django_filters.DateFilter(
        label="To",
        method="filter_until",
        error_messages=_DAY,
        widget=DayInput(format="%Y-%m-%d"),
    )

    class Meta:
        form = ArticleFilterForm

    def __init__(self, data: QueryDict, queryset: ArticleQuerySet, without: tuple[str, ...] = ()) -> None:
        super().__init__(data, queryset)
        self.params = data
        for name in without:
            del self.filters[name]

    @property
    def qs(self) -> ArticleQuerySet:
        queryset = self.queryset.all()
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def filter_sentiment(self, queryset: ArticleQuerySet, name: str, value: str) -> ArticleQuerySet:
        return queryset.with_sentiment(value)

    def filter_since(self, queryset: ArticleQuerySet, name: str, value: date) -> ArticleQuerySet:
        return queryset.since(midnight(value))

    def filter_until(self, queryset: ArticleQuerySet, name: str, value: date) -> ArticleQuerySet:
        return queryset.before(midnight(value + timedelta(days=1))) if value < date.max else queryset

    @cached_property
    def chip_list(self) -> list[Chip]:
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        """The filters in force, in the form's order."""
        self.form.is_valid()
        for name, value in self.form.cleaned_data.items():
            if value not in (None, ""):
                label = str(self.filters[name].label)
                yield Chip(label, self._words(name, value), query_with(self.params, **{name: None}))

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return date_format(value, "j F Y")
        return str(Sentiment(value).label) if name == "sentiment" else str(value)


class SearchFilter(ArticleFilter):
    """The same filters for the search index: each a term that the query must meet as well."""

    day = django_filters.CharFilter(
        label="Date", widget=forms.HiddenInput, validators=[RegexValidator(_YEAR_OR_MONTH, _CHOOSE["invalid_choice"])]
    )

    def __init__(self, data: QueryDict, typed: Query) -> None:
        super().__init__(data, Article.objects.none())
        self.typed = typed

    @cached_property
    def terms(self) -> dict[str, Term]:
        """What was chosen, by the filter's name; `since` and `until` are no terms."""
        self.form.is_valid()
        chosen = self.form.cleaned_data
        found: dict[str, Term] = {}
        if ticker := chosen.get("ticker"):
            found["ticker"] = Term(str(ticker), tags=(f"t{ticker.pk}",), field="ticker")
        if category := chosen.get("category"):
            found["category"] = Term(category.name, tags=(f"c{category.pk}",), field="category")
        if sentiment := chosen.get("sentiment"):
            found["sentiment"] = Term(sentiment, tags=(f"s{SENTIMENTS[sentiment]}",), field="sentiment")
        if day := chosen.get("day"):
            found["day"] = Term(day, tags=(f"{'m' if '-' in day else 'y'}{day}",), field="day")
        return found

    def narrowed(self, without: str = "") -> Query:
        """What was typed with the filters in force, or with all but one of them."""
        query = self.typed.also(*(term for name, term in self.terms.items() if name != without))
        since, until = self.form.cleaned_data.get("since"), self.form.cleaned_data.get("until")
        if since:
            query = replace(query, since=max(query.since or since, since))
        if until and until < date.max:
            until += timedelta(days=1)
            query = replace(query, until=min(query.until or until, until))
        return sharpened(query)


def query_of(params: QueryDict) -> Query:
    """What the address of a search asks for: the box and the filters together."""
    return SearchFilter(params, parse(params.get("q", ""))).narrowed()


def midnight(day: date) -> datetime:
    """The first instant of a day in the newsroom's time zone, as far as a clock in UTC can tell it."""
    local = timezone.make_aware(datetime.combine(day, time.min))
    try:
        return local.astimezone(UTC)
    except OverflowError:  # 1 January of the year 1, east of Greenwich
        return datetime.min.replace(tzinfo=UTC)
