"""A page's form as a browser holds it, read from its HTML: for threads, which cannot share Django's test signals."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str] = {}
        self._text = self._select = ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name") or "", given.get("type", "text")
        if tag == "input" and name and kind not in {"submit", "file", "checkbox", "radio"}:
            self.fields[name] = given.get("value") or ""
        elif tag == "textarea" and name:
            self._text, self.fields[name] = name, ""
        elif tag == "select" and name:
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((given.get("value") or "", "selected" in given))

    def handle_data(self, data):
        if self._text:
            self.fields[self._text] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text:
            # The first line end belongs to the tag.
            self.fields[self._text] = self.fields[self._text].removeprefix("\n").removeprefix("\r\n")
            self._text = ""
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen] or [v for v, _ in self._options[:1]]
            if chosen:
                self.fields[self._select] = chosen[0]
            self._select = ""


def fields_of(html: str) -> dict[str, str]:
    """What would be sent of the page's article form, buttons left out."""
    reader = _Form()
    reader.feed(html[html.index('id="article_form"') :])
    return reader.fields
