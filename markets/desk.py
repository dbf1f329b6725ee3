"""What the newsroom's first page says of prices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.desk import ROWS, Panel, Row
from markets.choices import Decision
from markets.models import ProviderState, Quote, RejectedQuote

COUNTED = 100


def stale_quotes(user: Any) -> Panel | None:
    """One line for all prices that were true longer ago than `QUOTE_STALE_HOURS`, with the oldest by name."""
    if not user.has_perm("markets.change_quote"):
        return None
    hours = settings.QUOTE_STALE_HOURS
    before = timezone.now() - timedelta(hours=hours)
    quotes = list(
        Quote.objects.filter(as_of__lt=before).select_related("ticker").order_by("as_of", "pk")[: COUNTED + 1]
    )
    panel = Panel("quotes", "Prices that are old", "no price is old", trouble=True)
    panel.all_url = reverse("admin:markets_quote_changelist", query={"o": "5"})
    if quotes:
        number = f"More than {COUNTED}" if len(quotes) > COUNTED else str(len(quotes))
        text = (
            f"{number} prices are older than {hours} hours"
            if len(quotes) > 1
            else f"1 price is older than {hours} hours"
        )
        names = ", ".join(quote.ticker.symbol for quote in quotes[:ROWS])
        names += " and others" if len(quotes) > ROWS else ""
        panel.rows = [Row(text, panel.all_url, word="the oldest is of", when=quotes[0].as_of, note=names)]
    return panel


def rejected_quotes(user: Any) -> Panel | None:
    """Prices that look wrong and wait for an editor, the last first."""
    if not user.has_perm("markets.change_rejectedquote"):
        return None
    panel = Panel("rejected", "Prices that look wrong", "no price looks wrong", trouble=True)
    panel.all_url = reverse("admin:markets_rejectedquote_changelist", query={"decision__exact": "waiting"})
    waiting = RejectedQuote.objects.filter(decision=Decision.WAITING).select_related("ticker")
    return panel.filled(
        Row(
            f"{rejected} from {rejected.source}",
            reverse("admin:markets_rejectedquote_change", args=[rejected.pk]),
            when=rejected.received_at,
            note=rejected.reason,
        )
        for rejected in waiting[: ROWS + 1]
    )


def resting_providers(user: Any) -> Panel | None:
    """Providers that are left alone for a while since they failed, with what went wrong."""
    if not user.has_perm("markets.change_quote"):
        return None
    panel = Panel("providers", "Sources of prices that fail", "no source of prices fails", trouble=True)
    panel.all_url, panel.all_words = reverse("admin:markets_quote_changelist"), "All quotes"
    resting = ProviderState.objects.filter(rests_until__gt=timezone.now(), name__in=settings.QUOTE_PROVIDERS)
    rows = resting.order_by("rests_until", "pk")[: ROWS + 1]
    return panel.filled(
        Row(one.name, panel.all_url, word="asked again", when=one.rests_until, note=one.error) for one in rows
    )
