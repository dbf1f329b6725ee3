"""One page, one address: what a page does not read of an address makes no second copy of it."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

#: A longer query string is nobody's search: its page is made, and not kept.
LONGEST = 2000
MOST_PARAMETERS = 50


def canonical(query: str, reads: Collection[str]) -> str | None:
    """The query string with the parameters that a page reads, each once (the last one counts, as for
    `QueryDict.get`), in the order of their names; None where it is too long to be looked at.

    `query` is as WSGI gives it: bytes, each as one letter.
    """
    if not query:
        return ""
    if len(query) > LONGEST:
        return None
    try:
        text = query.encode("latin-1").decode()
        values = dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS))
    except ValueError:  # too many of them, or no UTF-8
        return None
    return urlencode([(name, values[name]) for name in sorted(values) if name in reads])
