"""Reading a page in a test: a small tree of elements, made by the standard library's parser."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

BLOCKS = {
    "article", "aside", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "header", "label", "li", "main", "nav", "ol", "p", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """What a reader reads; blocks are apart, spaces collapsed."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"script", "style", "head"}:
                yield from (" ", *child._pieces(), " ") if child.tag in BLOCKS else child._pieces()

    def all(self, tag: str = "", cls: str = "", **attributes: str) -> list[Element]:
        """Every element below with this tag, class and attributes, in the order of the page."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                fits = (not tag or child.tag == tag) and (not cls or cls in child.classes)
                if fits and all(child.attributes.get(name) == value for name, value in attributes.items()):
                    found.append(child)
                found += child.all(tag, cls, **attributes)
        return found

    def one(self, tag: str = "", cls: str = "", **attributes: str) -> Element:
        found = self.all(tag, cls, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag or '*'} class={cls!r} {attributes}>"
        return found[0]

    def links(self) -> dict[str, str]:
        """Words -> address, of every link below."""
        return {link.text: link["href"] for link in self.all("a") if "href" in link.attributes}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: Any) -> Element:
    """A response of the test client, or HTML -> its tree; fails where a tag is not closed."""
    reader = _Reader()
    reader.feed(page if isinstance(page, str) else page.content.decode())
    reader.close()
    assert reader.open == [reader.root], f"not closed: {reader.open[1:]}"
    return reader.root
