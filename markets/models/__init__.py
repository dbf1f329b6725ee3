from markets.models.asked import Asked
from markets.models.bar import Bar
from markets.models.market_strip import MarketStripEntry
from markets.models.past_quote import PastQuote
from markets.models.provider_state import ProviderState
from markets.models.quote import Quote
from markets.models.rejected_quote import RejectedQuote
from markets.models.split import Split

__all__ = ["Asked", "Bar", "MarketStripEntry", "PastQuote", "ProviderState", "Quote", "RejectedQuote", "Split"]
