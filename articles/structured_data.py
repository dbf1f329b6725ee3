"""What a page says of itself to machines: schema.org's NewsArticle as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.pictures import renditions

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def news_article(article: Article, address: str) -> dict[str, Any]:
    """A public article, fetched with `for_page`, and its absolute address -> the JSON-LD object."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": article.dek or article.summary,
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": article.language,
        "articleSection": article.category.name,
        "isAccessibleForFree": True,
        "author": [
            {"@type": "Person", "name": link.author.name, "url": settings.SITE_URL + link.author.get_absolute_url()}
            for link in article.bylines.all()
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": settings.SITE_URL},
    }
    if article.published_at:
        data["datePublished"] = article.published_at.isoformat()
        data["dateModified"] = (article.updated_at or article.published_at).isoformat()
    if article.picture:
        name, width, height = str(article.picture.name), article.picture_width, article.picture_height
        shown = renditions.best(name, width, height, renditions.WIDTHS[-1])
        data["image"] = [
            {"@type": "ImageObject", "url": settings.SITE_URL + shown.url, "width": shown.width, "height": shown.height}
        ]
    return data


def script(data: dict[str, Any]) -> SafeString:
    """JSON in a `<script>`, with the three characters escaped that could end it."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)
