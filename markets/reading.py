"""What somebody says of a price, before we believe it. Plain data; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A price, when it was true and who says so. None, or an empty text, is what the source leaves open.

    A source that tells its delay claims that this is the price of now, less the delay.
    """

    price: Decimal
    as_of: datetime
    source: str
    change: Decimal | None = None
    change_percent: Decimal | None = None
    previous_close: Decimal | None = None
    currency: str = ""
    session: str = ""
    delay_minutes: int | None = None


#: The names of all that a reading says.
FIELDS = tuple(Reading.__dataclass_fields__)
