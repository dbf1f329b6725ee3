"""What stands round every page: the site's name, its sections, its standing pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connections, router
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles import names
from articles.choices import PageSlug
from articles.models import Category
from edge.public import shows

#: How many categories, by their order, stand in the masthead.
SECTIONS = 12
SQL = """
SELECT 'section', "order", name, slug, '' FROM articles_category
UNION ALL SELECT 'page', 0, title, slug, footer_note FROM articles_standingpage
"""


@dataclass
class Chrome:
    categories: list[tuple[str, str]] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)
    footer_notes: list[str] = field(default_factory=list)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks the database only if a template looks."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "gains_are_red": settings.QUOTE_COLOURS == "red-up",
        "chrome": SimpleLazyObject(lambda: _shown(request)),
    }


def _shown(request: HttpRequest) -> Chrome:
    shows(request, names.SITE)
    return load()


def load() -> Chrome:
    """One query for both tables, written out, since every page pays for it."""
    with connections[router.db_for_read(Category)].cursor() as cursor:
        cursor.execute(SQL)
        rows = cursor.fetchall()
    found = Chrome()
    titles = {}
    for kind, _, title, slug, note in sorted(rows):
        if kind == "section":
            found.categories.append((slug, title))
        else:
            titles[slug] = title
            found.footer_notes += [note] if note else []
    del found.categories[SECTIONS:]
    found.pages = [(slug, titles[slug]) for slug in PageSlug.values if slug in titles]
    return found
