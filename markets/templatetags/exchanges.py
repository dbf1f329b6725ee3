"""Whether a ticker's exchange is open, in a template. Asks no database."""

from __future__ import annotations

from django import template
from django.utils import timezone

from articles.models import Ticker
from markets.calendar import calendar_for
from markets.calendar.words import state

register = template.Library()


@register.simple_tag
def exchange_state(ticker: Ticker) -> str:
    """`NYSE closed · opens Mon 09:30 ET`; "" where nobody knows when its market trades."""
    calendar = calendar_for(ticker)
    return state(calendar, timezone.now()) if calendar else ""
