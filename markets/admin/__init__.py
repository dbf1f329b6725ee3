"""Prices in the newsroom, one thing a file."""

from markets.admin.market_strip import MarketStripEntryAdmin
from markets.admin.quote import QuoteAdmin
from markets.admin.rejected_quote import RejectedQuoteAdmin
from markets.admin.split import SplitAdmin

__all__ = ["MarketStripEntryAdmin", "QuoteAdmin", "RejectedQuoteAdmin", "SplitAdmin"]
