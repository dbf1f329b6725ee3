from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Article, Ticker
from articles.symbols import Symbol
from articles.workflow.retell import retell
from articles.workflow.rules import Refused, require_permission


@transaction.atomic
def rename_ticker(ticker: Ticker, to: Symbol, since: date | None = None, by: Any = None) -> bool:
    """Give a ticker another symbol, which holds since that day. Returns whether it changed.

    The old one is remembered: its address leads to the new page, which says so, and searches and imports
    that name it mean this ticker. Without a day it was a typing error, and readers are not told.
    """
    require_permission(by, "articles.change_ticker", "Only editors change a ticker's symbol.")
    stored = Ticker.objects.select_for_update().get(pk=ticker.pk)
    if (stored.exchange, stored.symbol) == to:
        return False
    if Ticker.objects.filter(exchange=to.exchange, symbol=to.symbol).exists():
        raise Refused(f"{to} is a ticker already. Two of them cannot become one.")
    try:
        stored.rename(to.exchange, to.symbol, since)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    ticker.refresh_from_db()
    retell(Article.objects.filter(ticker_sentiments__ticker=ticker))
    return True
