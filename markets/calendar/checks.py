"""What is told when a site starts: that the tables of trading days end."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning
from django.utils import timezone

from markets.calendar.days import LAST_YEAR


def calendars_go_on(**kwargs: Any) -> list[CheckMessage]:
    """From a year before the end of the tables of trading days, whoever runs the site hears of it."""
    if timezone.now().year < LAST_YEAR - 1:
        return []
    return [
        Warning(
            f"The exchanges' holidays are known until the end of {LAST_YEAR}.",
            hint="Install a newer release, or raise LAST_YEAR and run `python -m make.calendars`.",
            id="markets.W001",
        )
    ]
