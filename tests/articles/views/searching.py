"""Asking the search page, and reading its answer."""

from __future__ import annotations

from tests.markup import Element, read


def search(client, q: str, **params: str) -> Element:
    answer = client.get("/search/", {"q": q, **params})
    assert answer.status_code == 200
    return read(answer)


def headlines(page: Element) -> list[str]:
    return [heading.text for heading in page.all("h2", "article-card__headline")]


def facet(page: Element, name: str) -> dict[str, str]:
    """What a filter counts: its choices and how many each leaves."""
    section = page.one("section", "facet", **{"aria-labelledby": f"facet-{name}"})
    return {item.one("a").text: item.one("span", "facet__count").text for item in section.all("li")}
