"""What follows a change of prices. Connected once, in `MarketsConfig.ready`."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save

from articles import names
from edge import purging
from markets.models import MarketStripEntry, Quote, Split


def connect() -> None:
    for signal, when in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(touch_price, sender=Quote, dispatch_uid=f"markets.price_{when}")
        signal.connect(touch_past, sender=Split, dispatch_uid=f"markets.split_{when}")
        signal.connect(touch_strip, sender=MarketStripEntry, dispatch_uid=f"markets.strip_{when}")


def touch_price(sender: Any, instance: Quote, **kwargs: Any) -> None:
    purging.touch(names.QUOTES, names.quote(instance.ticker))


def touch_past(sender: Any, instance: Split, **kwargs: Any) -> None:
    """Of a split; bars come by the thousand, and their reader says so itself."""
    purging.touch(names.ticker(instance.ticker))


def touch_strip(sender: Any, **kwargs: Any) -> None:
    purging.touch(names.FRONT_PAGE)
