"""How dates, tickers and bodies are printed."""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import lru_cache
from itertools import count
from typing import Any

from django import template
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import paging, structured_data, text
from articles.models import Article, StandingPage
from articles.paths import path_to
from articles.symbols import exchange_prefix, normal_symbol

register = template.Library()

#: The letters that readers know; a zone not named here prints its own abbreviation.
_ZONE_LETTERS = {"EST": "ET", "EDT": "ET", "CST": "CT", "CDT": "CT", "MST": "MT", "MDT": "MT", "PST": "PT", "PDT": "PT"}


def zone_letters(local: datetime) -> str:
    """`ET` for an aware time in New York, summer and winter; `CET`, `GMT` or `UTC` elsewhere."""
    name = local.tzname() or ""
    is_american = "America/" in str(local.tzinfo)
    return _ZONE_LETTERS.get(name, name) if is_american else name


@register.simple_tag
def moment(value: datetime | None) -> str:
    """A `<time>` with hour and zone, in the newsroom's zone: 10 February 2026, 14:30 ET.

    The first instant of a day stands for a day of which no hour is known, and prints as the day.
    """
    return "" if value is None else _moment(value, timezone.get_current_timezone_name())


@lru_cache(maxsize=4096)
def _moment(value: datetime, zone: str) -> SafeString:
    """In the current zone, which has to be named because answers are kept."""
    local = timezone.localtime(value)
    if local.time() == time.min:
        return day(value)
    words = f"{format_date(local, 'j F Y, H:i')} {zone_letters(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), words)


@register.simple_tag
def day(value: datetime | None) -> SafeString:
    """A `<time>` with the day only: 10 February 2026."""
    if value is None:
        return mark_safe("")
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', local.date().isoformat(), format_date(local, "j F Y"))


@register.simple_tag(takes_context=True)
def query_with(context: dict[str, Any], **changes: str | None) -> str:
    """This page's query string with some values replaced, from its first page."""
    return paging.query_with(context["request"].GET, **changes)


register.filter("excerpt", text.excerpt)
register.simple_tag(path_to)


#: A table may be wider than a phone: it scrolls by itself, and by key.
_TABLE = '<div class="scroller" role="region" aria-label="Table {}" tabindex="0"><table>'


def with_scrolling_tables(html: str) -> str:
    numbers = count(1)
    html = re.sub("<table>", lambda _: _TABLE.format(next(numbers)), html)
    return html.replace("</table>", "</table></div>")


@register.filter
def printed_body(article: Article) -> SafeString:
    """The body with the tickers that the article is tagged with, such as (NYSE:SPY), linked.

    The body was sanitised when it was written (`BodyField`), so it is printed as it stands.
    """
    links = {
        (tagged.ticker.exchange, tagged.ticker.symbol): tagged.ticker for tagged in article.ticker_sentiments.all()
    }

    def link(found: re.Match[str]) -> str:
        ticker = links.get((exchange_prefix(found[1]), normal_symbol(found[2])))
        if ticker is None:
            return found[0]
        return format_html('<a class="ticker-link" href="{}">{}</a>', ticker.get_absolute_url(), found[0])

    pieces = re.split(r"(<[^>]*>)", article.body)  # attributes hold no ">": the sanitiser escapes it
    inside_link = False
    for at, piece in enumerate(pieces):
        if piece.startswith("<"):
            inside_link = piece.startswith(("<a ", "<a>")) or (inside_link and piece != "</a>")
        elif not inside_link and ":" in piece:
            pieces[at] = text.PREFIXED.sub(link, piece)
    return mark_safe(with_scrolling_tables("".join(pieces)))  # noqa: S308 (see the docstring)


@register.simple_tag
def printed_page(page: StandingPage) -> SafeString:
    """A standing page's body, sanitised when it was written."""
    return mark_safe(with_scrolling_tables(page.body))  # noqa: S308 (see the docstring)


@register.simple_tag
def article_data(article: Article, address: str) -> SafeString:
    """The article's JSON-LD, in a `<script>` that holds data and runs nothing."""
    return structured_data.script(structured_data.news_article(article, address))
