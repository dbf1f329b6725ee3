"""What an editor does with a price that was kept aside: it goes in, or it does not. Kept in the audit log."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from markets.choices import Decision
from markets.models import RejectedQuote
from markets.reading import FIELDS, Reading
from markets.taking import Taken, take
from staff import audit
from staff.choices import Kind


class Decided(Exception):
    """Somebody decided before; the text says who."""


class TooLate(Exception):
    """There is a newer price, so this one is of no use any more; the text says so."""


@transaction.atomic
def accept(rejected: RejectedQuote, *, by: Any) -> None:
    """The price is right: it becomes the quote. Raises `Decided`, `TooLate`, or ValidationError."""
    rejected = _waiting(rejected)
    reading = Reading(**{name: getattr(rejected, name) for name in FIELDS})
    outcome = take(rejected.ticker, reading, looked_at=True)
    if outcome.taken == Taken.OLDER:
        raise TooLate(f"{outcome.why} Dismiss this one.")
    _decide(rejected, Decision.ACCEPTED, by)


@transaction.atomic
def dismiss(rejected: RejectedQuote, *, by: Any) -> None:
    """The price is wrong: it stays out, and is not asked about again. Raises `Decided`."""
    _decide(_waiting(rejected), Decision.DISMISSED, by)


def _waiting(rejected: RejectedQuote) -> RejectedQuote:
    found = RejectedQuote.objects.select_for_update(of=("self",)).select_related("ticker").get(pk=rejected.pk)
    if found.decision != Decision.WAITING:
        by = f" by {found.decided_by}" if found.decided_by else ""
        raise Decided(f"{found} was {found.get_decision_display().lower()} before{by}.")
    return found


def _decide(rejected: RejectedQuote, decision: Decision, by: Any) -> None:
    rejected.decision, rejected.decided_by, rejected.decided_at = decision, by, timezone.now()
    rejected.save(update_fields=["decision", "decided_by", "decided_at"])
    what = f"{decision.label} {rejected.price.normalize():f} from {rejected.source}. {rejected.reason}"
    audit.record(Kind.CHANGED, what[:400], by=by, about=rejected)
