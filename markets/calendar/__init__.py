"""When exchanges trade: `calendar_of("NYSE")`, then `is_open`, `next_open`, `last_trading_day`."""

from markets.calendar.calendar import ExchangeCalendar
from markets.calendar.exchanges import Exchange, calendar_for, calendar_of

__all__ = ["Exchange", "ExchangeCalendar", "calendar_for", "calendar_of"]
