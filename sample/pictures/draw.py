#!/usr/bin/env python
"""Draws the pictures of the sample edition, as `edition` lists them, as SVG files in `source/`."""

import json
from html import escape
from pathlib import Path

from charts import bar_chart, line_chart, row_chart, single_bar
from edition import PICTURES
from maps import lakes_map, route_map
from picture import Picture
from svg import GREY, HEIGHT, LEFT, PAPER, SERIF, WIDTH, rect, text

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "articles"

DRAW = {
    "bars": bar_chart,
    "rows": row_chart,
    "line": line_chart,
    "single": single_bar,
    "lakes": lakes_map,
    "route": route_map,
}


def descriptions() -> dict[str, str]:
    """The alternative text that the articles give each picture, by the picture's name."""
    found = {}
    for file in sorted(ARTICLES.glob("*.json")):
        picture = json.loads(file.read_text(encoding="utf-8")).get("picture")
        if picture:
            found[Path(picture["file"]).stem] = picture["alt"]
    return found


def svg(picture: Picture, description: str) -> str:
    """The whole file of a picture."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(picture.title, quote=False)}</title>",
        f"<desc>{escape(description, quote=False)}</desc>",
        rect(0, 0, WIDTH, HEIGHT, PAPER),
        text(LEFT, 74, picture.title, size=44, family=SERIF, style='font-weight="700"'),
        text(LEFT, 118, picture.subtitle, fill=GREY),
        *DRAW[picture.kind](picture),
        text(LEFT, 650, picture.source, size=26, fill=GREY),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main() -> None:
    known = descriptions()
    folder = HERE / "source"
    folder.mkdir(exist_ok=True)
    for picture in PICTURES:
        file = folder / f"{picture.name}.svg"
        file.write_text(svg(picture, known[picture.name]), encoding="utf-8")
        print(file.relative_to(HERE))  # noqa: T201


if __name__ == "__main__":
    main()
