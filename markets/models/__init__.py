from markets.models.bar import Bar
from markets.models.market_strip import MarketStripEntry
from markets.models.quote import Quote

__all__ = ["Bar", "MarketStripEntry", "Quote"]
