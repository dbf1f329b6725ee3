"""Names of what a page shows, such as `article-12`: a page is kept under them, and purged by them.

A name stands in headers that part names by blanks (Varnish, Fastly) or by commas (Cloudflare), so it
holds neither. `ALL` is a name of every page.
"""

from __future__ import annotations

from urllib.parse import quote

ALL = "all"
#: What a symbol such as BRK.B or ^GSPC may hold, and a header may too.
_PLAIN = "^$=!*+~:@"


def name(kind: str, *parts: object) -> str:
    """`name("ticker", "NYSE", "SPY")` -> `ticker-NYSE-SPY`; what no header may hold is written in percent."""
    return "-".join([kind, *(quote(str(part), safe=_PLAIN) for part in parts)])
