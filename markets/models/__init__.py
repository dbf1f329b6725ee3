from markets.models.bar import Bar
from markets.models.market_strip import MarketStripEntry
from markets.models.quote import Quote
from markets.models.split import Split

__all__ = ["Bar", "MarketStripEntry", "Quote", "Split"]
