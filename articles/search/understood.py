"""How a query was understood, in a sentence: "Articles about NYSE:SPY since 1 February 2026
mentioning tariff, without China"."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format

from articles.search.query import Query, Term

_BEFORE = {
    "ticker": "about ", "category": "in ", "author": "by ", "risk": "with the risk ", "sentiment": "", "day": "of ",
}  # fmt: skip


def understood(query: Query) -> str:
    """One sentence without its full stop; "" for a query that asks for nothing."""
    if not query:
        return ""
    adjectives = [group for group in query.groups if all(term.field == "sentiment" for term in group)]
    filed = [group for group in query.groups if group not in adjectives and all(term.field for term in group)]
    worded = [group for group in query.groups if group not in adjectives and group not in filed]
    sentiments = " and ".join(_either(group) for group in adjectives)
    start = f"{sentiments} articles".strip().capitalize()
    parts = [start, *(_either(group) for group in filed)]
    if query.since:
        parts.append(f"since {date_format(query.since, 'j F Y')}")
    if query.until:
        parts.append(f"before {date_format(query.until, 'j F Y')}")
    if worded:
        parts.append("mentioning " + " and ".join(_either(group) for group in worded))
    without = ", ".join(_shown(term) for term in query.without)
    return " ".join(parts) + (f", without {without}" if without else "")


def _either(group: Sequence[Term]) -> str:
    return " or ".join(_shown(term) for term in group)


def _shown(term: Term) -> str:
    if term.field:
        return f"{_BEFORE[term.field]}{term.shown}"
    return f"words that begin with {term.shown.rstrip('*')}" if term.prefix else f"“{term.shown}”"
