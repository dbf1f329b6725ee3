"""The sheet, its colours, and the SVG elements that the pictures are made of."""

from html import escape

WIDTH, HEIGHT = 1200, 675
LEFT, RIGHT = 56, 1144
BASELINE = 548

PAPER, INK, ACCENT, GREY, HAIRLINE = "#fffdf8", "#1a1a1a", "#8a1c2b", "#6b6b66", "#d9d5cb"
SERIF = "Charter, 'Bitstream Charter', 'Charis SIL', 'Iowan Old Style', Georgia, serif"
SANS = "Helvetica, Arial, 'Liberation Sans', sans-serif"

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 30,
    fill: str = INK,
    anchor: str = "start",
    family: str = SANS,
    style: str = "",
    halo: bool = False,
) -> str:
    """One line of text; a halo in the colour of the paper keeps it readable across lines."""
    extra = f" {style}" if style else ""
    if halo:
        extra += f' stroke="{PAPER}" stroke-width="7" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="{family}" font-size="{size}" fill="{fill}"'
        f' text-anchor="{anchor}"{extra}>{escape(words, quote=False)}</text>'
    )


def line(start: Point, end: Point, *, stroke: str = HAIRLINE, width: float = 2) -> str:
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
        f' stroke="{stroke}" stroke-width="{width:g}"/>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="{fill}"/>'


def dot(centre: Point, fill: str = INK, radius: float = 7) -> str:
    return (
        f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{radius:g}" fill="{fill}"'
        f' stroke="{PAPER}" stroke-width="2"/>'
    )


def curve(points: list[Point], *, closed: bool = False, tension: float = 6) -> str:
    """Path data of a smooth (Catmull-Rom) curve through the points."""
    count = len(points)
    last = count if closed else count - 1

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for index in range(last):
        before, start, end, after = (at(index + step) for step in (-1, 0, 1, 2))
        handles = (
            start[0] + (end[0] - before[0]) / tension,
            start[1] + (end[1] - before[1]) / tension,
            end[0] - (after[0] - start[0]) / tension,
            end[1] - (after[1] - start[1]) / tension,
        )
        parts.append("C" + " ".join(number(value) for value in (*handles, *end)))
    return "".join(parts) + ("Z" if closed else "")


def path(data: str, *, fill: str = "none", stroke: str = "none", width: float = 2, extra: str = "") -> str:
    return (
        f'<path d="{data}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}"'
        f' stroke-linejoin="round" stroke-linecap="round"{extra}/>'
    )


def mix(share: float, light: str = PAPER, dark: str = ACCENT) -> str:
    """The colour that lies `share` of the way from light to dark."""
    pairs = ((int(light[i : i + 2], 16), int(dark[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)
