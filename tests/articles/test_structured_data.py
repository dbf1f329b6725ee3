"""What an article's page says of itself to machines."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from articles.models import Article, Byline
from articles.structured_data import news_article, script
from tests.factories import PUBLISHED_AT, make_article, make_author, make_category

ADDRESS = "https://news.example/articles/2026/02/10/stocks-rise/"


def data(db, **fields):
    article = make_article(**fields)
    for position in (1, 2):
        Byline.objects.create(article=article, author=make_author(name=f"Author no. {position}"), position=position)
    return news_article(Article.objects.for_page().get(pk=article.pk), ADDRESS)


def test_it_is_a_news_article_at_its_address(db):
    found = data(db)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "NewsArticle")
    assert found["url"] == found["mainEntityOfPage"] == ADDRESS


def test_it_has_the_articles_words(db):
    found = data(
        db, headline="Stocks rise", dek="Chips lead.", language="en-GB", category=make_category(name="Finance")
    )
    assert (found["headline"], found["description"]) == ("Stocks rise", "Chips lead.")
    assert (found["inLanguage"], found["articleSection"]) == ("en-GB", "Finance")


def test_the_summary_stands_in_for_a_missing_dek(db):
    assert data(db, summary="In short.")["description"] == "In short."


def test_it_names_the_authors_in_order(db):
    assert [author["name"] for author in data(db)["author"]] == ["Author no. 1", "Author no. 2"]


def test_it_has_its_dates(db):
    found = data(db)
    assert found["datePublished"] == found["dateModified"] == PUBLISHED_AT.isoformat()


def test_it_was_modified_when_it_was_updated_in_substance(db):
    updated = datetime(2026, 2, 11, tzinfo=UTC)
    assert data(db, updated_at=updated)["dateModified"] == updated.isoformat()


def test_without_a_picture_it_names_none(db):
    assert "image" not in data(db)


HOSTILE = {"headline": "</script><script>alert(1)</script><!-- & \u2028"}


def test_no_words_end_the_script():
    printed = script(HOSTILE)
    assert printed.lower().count("<script") == printed.lower().count("</script") == 1
    assert "<!--" not in printed


def test_the_words_are_read_back_as_they_were():
    inner = script(HOSTILE).removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inner) == HOSTILE
