#!/usr/bin/env python
"""Draws the pictures of the sample edition as SVG files in `source/`.

Every chart is computed from the table at the end of this file. Bars start at zero; a line chart
whose scale starts elsewhere says so in its subtitle. Shores and rivers are simplified by hand
from longitudes and latitudes, so the maps are to scale but not for steering by.
"""

import json
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from math import cos, radians
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "articles"

WIDTH, HEIGHT = 1200, 675
LEFT, RIGHT = 56, 1144
BASELINE = 548

PAPER, INK, ACCENT, GREY, HAIRLINE = "#fffdf8", "#1a1a1a", "#8a1c2b", "#6b6b66", "#d9d5cb"
SERIF = "Charter, 'Bitstream Charter', 'Charis SIL', 'Iowan Old Style', Georgia, serif"
SANS = "Helvetica, Arial, 'Liberation Sans', sans-serif"
INVENTED = "Source: company figures, invented for the sample edition \u00b7 Opening Print"

Point = tuple[float, float]


# --- SVG elements ---------------------------------------------------------------------------------


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


# --- Charts ---------------------------------------------------------------------------------------


@dataclass
class Picture:
    """What a picture shows. `data` pairs a label with its value; `accent` names the labels in red."""

    name: str
    title: str
    subtitle: str
    kind: str
    data: list[tuple[str, float]] = field(default_factory=list)
    accent: tuple[str, ...] = ()
    below: tuple[str, ...] = ()  # labels of a line chart whose value stands under the point
    decimals: int = 0
    prefix: str = ""
    unit: str = ""
    scale: tuple[float, float, float] = (0, 0, 0)  # first, last and step of a line chart's axis
    total: tuple[str, float] | None = None
    source: str = INVENTED

    def value(self, amount: float) -> str:
        return f"{self.prefix}{amount:,.{self.decimals}f}{self.unit}"

    def colour(self, label: str) -> str:
        return ACCENT if label in self.accent else GREY


def bar_chart(picture: Picture) -> list[str]:
    """Upright bars from zero, each with its value on top."""
    top = 208
    highest = max(value for _, value in picture.data)
    slot = (RIGHT - LEFT) / len(picture.data)
    width = min(slot * 0.62, 180)
    parts = []
    for index, (label, value) in enumerate(picture.data):
        middle = LEFT + slot * (index + 0.5)
        height = (BASELINE - top) * value / highest
        fill = picture.colour(label)
        parts += [
            rect(middle - width / 2, BASELINE - height, width, height, fill),
            text(
                middle,
                BASELINE - height - 14,
                picture.value(value),
                size=34,
                fill=ACCENT if label in picture.accent else INK,
                anchor="middle",
                style='font-weight="700"',
            ),
            text(middle, BASELINE + 40, label, anchor="middle"),
        ]
    return [*parts, line((LEFT, BASELINE), (RIGHT, BASELINE), stroke=INK)]


def row_chart(picture: Picture) -> list[str]:
    """Bars from the left, for long labels, with an optional total underneath."""
    start, end, top = 500, 1040, 160
    bottom = 520 if picture.total else 580
    highest = max(value for _, value in picture.data)
    slot = (bottom - top) / len(picture.data)
    height = slot * 0.62
    parts = []
    for index, (label, value) in enumerate(picture.data):
        middle = top + slot * (index + 0.5)
        length = (end - start) * value / highest
        parts += [
            text(start - 20, middle + 10, label, anchor="end"),
            rect(start, middle - height / 2, length, height, picture.colour(label)),
            text(
                start + length + 14,
                middle + 12,
                picture.value(value),
                size=34,
                fill=ACCENT if label in picture.accent else INK,
                style='font-weight="700"',
            ),
        ]
    parts.append(line((start, top), (start, bottom), stroke=INK))
    if picture.total:
        label, value = picture.total
        parts += [
            line((LEFT, bottom + 14), (RIGHT, bottom + 14)),
            text(start - 20, bottom + 62, label, anchor="end", style='font-weight="700"'),
            text(start + 14, bottom + 62, picture.value(value), size=34, style='font-weight="700"'),
        ]
    return parts


def line_chart(picture: Picture) -> list[str]:
    """A line with every point labelled, on a scale with hairlines."""
    first, last, step = picture.scale
    top, left, right = 190, 150, 1090
    slot = (right - left) / (len(picture.data) - 1)

    def height(value: float) -> float:
        return BASELINE - (BASELINE - top) * (value - first) / (last - first)

    parts = []
    tick = first
    while tick <= last:
        y = height(tick)
        parts += [
            line((LEFT + 54, y), (RIGHT, y), stroke=INK if tick == first else HAIRLINE),
            text(LEFT + 42, y + 9, f"{tick:g}", size=26, fill=GREY, anchor="end"),
        ]
        tick += step
    points = [(left + slot * index, height(value)) for index, (_, value) in enumerate(picture.data)]
    parts += [line(*ends, stroke=INK, width=4) for ends in pairwise(points)]
    for (label, value), point in zip(picture.data, points, strict=True):
        marked = label in picture.accent
        below = label in picture.below
        parts += [
            dot(point, ACCENT if marked else INK, 10 if marked else 7),
            text(
                point[0],
                point[1] + (42 if below else -20),
                picture.value(value),
                size=34 if marked else 28,
                fill=ACCENT if marked else INK,
                anchor="middle",
                style='font-weight="700"',
                halo=True,
            ),
            text(point[0], BASELINE + 40, label, size=28, anchor="middle"),
        ]
    return parts


def single_bar(picture: Picture) -> list[str]:
    """One amount on a scale from zero, ruled off in units of one."""
    ((_, value),) = picture.data
    first, last, step = picture.scale
    left, right, top, bottom = LEFT, RIGHT - 16, 322, 452

    def along(amount: float) -> float:
        return left + (right - left) * (amount - first) / (last - first)

    parts = [
        text(left, top - 28, picture.value(value), size=84, fill=ACCENT, family=SERIF, style='font-weight="700"'),
        text(left + 118, top - 28, "million metric tons", size=40),
        rect(left, top, along(value) - left, bottom - top, ACCENT),
    ]
    parts += [line((along(unit), top), (along(unit), bottom), stroke=PAPER) for unit in range(1, int(value))]
    parts.append(line((left, bottom), (right, bottom), stroke=INK))
    tick = first
    while tick <= last:
        parts += [
            line((along(tick), bottom), (along(tick), bottom + 12), stroke=INK),
            text(along(tick), bottom + 48, f"{tick:g}", anchor="middle"),
        ]
        tick += step
    return parts


# --- Maps -----------------------------------------------------------------------------------------

# Shores as longitude and latitude, clockwise.
LAKES: dict[str, list[Point]] = {
    "Superior": [
        (-92.1, 46.75), (-91.25, 47.28), (-90.3, 47.77), (-89.55, 48.0), (-89.2, 48.4), (-88.75, 48.35),
        (-88.4, 48.75), (-87.9, 48.88), (-87.2, 48.78), (-86.45, 48.75), (-86.2, 48.35), (-85.8, 47.97),
        (-84.95, 47.95), (-85.0, 47.6), (-84.65, 47.25), (-84.6, 46.9), (-84.5, 46.52), (-84.95, 46.5),
        (-85.0, 46.77), (-85.95, 46.68), (-86.65, 46.44), (-87.38, 46.52), (-87.75, 46.85), (-88.2, 46.95),
        (-88.45, 46.8), (-88.25, 47.08), (-87.75, 47.42), (-88.2, 47.45), (-88.7, 47.2), (-89.3, 46.88),
        (-89.8, 46.82), (-90.4, 46.58), (-90.85, 46.62), (-90.75, 46.92), (-91.2, 46.86),
    ],
    "Michigan": [
        (-84.85, 45.86), (-85.45, 46.08), (-86.2, 45.95), (-86.55, 45.72), (-86.8, 45.8), (-87.1, 45.72),
        (-87.6, 45.1), (-88.0, 44.56), (-87.5, 44.86), (-87.03, 45.28), (-87.28, 44.8), (-87.52, 44.4),
        (-87.72, 43.75), (-87.9, 43.05), (-87.8, 42.5), (-87.6, 41.88), (-87.3, 41.63), (-86.9, 41.74),
        (-86.48, 42.12), (-86.21, 42.77), (-86.35, 43.25), (-86.54, 43.65), (-86.46, 44.0), (-86.25, 44.65),
        (-86.03, 44.92), (-85.6, 45.18), (-85.58, 44.8), (-85.36, 45.2), (-84.97, 45.4), (-85.1, 45.65),
    ],
    "Huron": [
        (-84.72, 45.9), (-84.3, 45.99), (-83.85, 46.05), (-83.5, 46.25), (-82.9, 46.18), (-82.2, 46.16),
        (-81.5, 46.0), (-80.85, 45.92), (-80.5, 45.72), (-80.1, 45.3), (-79.8, 44.88), (-80.03, 44.5),
        (-80.3, 44.5), (-80.65, 44.7), (-80.95, 44.62), (-81.1, 44.98), (-81.65, 45.25), (-81.35, 44.85),
        (-81.4, 44.5), (-81.7, 44.15), (-81.73, 43.7), (-81.85, 43.3), (-82.4, 43.0), (-82.55, 43.35),
        (-82.65, 43.85), (-83.0, 44.07), (-83.4, 43.92), (-83.85, 43.65), (-83.75, 43.98), (-83.38, 44.28),
        (-83.32, 44.7), (-83.43, 45.08), (-83.8, 45.42), (-84.4, 45.68),
    ],
    "Erie": [
        (-83.45, 41.73), (-83.15, 42.03), (-82.75, 42.03), (-82.5, 41.95), (-82.2, 42.13), (-81.85, 42.27),
        (-81.25, 42.66), (-80.6, 42.6), (-80.15, 42.78), (-79.55, 42.86), (-78.9, 42.88), (-79.3, 42.52),
        (-80.08, 42.16), (-80.8, 41.9), (-81.7, 41.51), (-82.3, 41.44), (-82.75, 41.52),
    ],
    "Ontario": [
        (-79.8, 43.3), (-79.4, 43.62), (-78.85, 43.87), (-78.1, 43.95), (-77.6, 44.0), (-77.25, 43.9),
        (-76.85, 43.97), (-76.5, 44.2), (-76.25, 44.1), (-76.2, 43.6), (-76.5, 43.47), (-76.98, 43.28),
        (-77.6, 43.27), (-78.4, 43.37), (-79.07, 43.27), (-79.5, 43.2),
    ],
}  # fmt: skip
MANITOULIN: list[Point] = [
    (-83.15, 45.85), (-82.55, 45.95), (-81.95, 45.97), (-81.65, 45.72), (-82.0, 45.58), (-82.5, 45.72),
]  # fmt: skip
# Where the name of a lake stands, and which way it runs from there.
LAKE_LABELS: dict[str, tuple[Point, str]] = {
    "Superior": ((-90.6, 48.0), "end"),
    "Michigan": ((-88.35, 43.3), "end"),
    "Huron": ((-79.35, 45.5), "start"),
    "Erie": ((-79.15, 41.75), "start"),
    "Ontario": ((-79.1, 44.4), "start"),
}

MISSISSIPPI: list[Point] = [
    (-93.2, 44.98), (-91.65, 44.05), (-91.15, 43.05), (-90.66, 42.5), (-90.18, 41.85), (-90.58, 41.52),
    (-91.05, 41.35), (-91.1, 40.81), (-91.42, 40.35), (-91.4, 39.85), (-91.0, 39.4), (-90.5, 38.97),
    (-90.18, 38.63), (-90.2, 38.2), (-89.6, 37.5), (-89.15, 36.98), (-89.5, 36.5), (-89.7, 36.0),
    (-90.07, 35.15), (-90.6, 34.5), (-91.05, 33.85), (-91.15, 33.2), (-90.9, 32.33), (-91.4, 31.55),
    (-91.55, 31.0), (-91.2, 30.45), (-90.85, 30.08), (-90.07, 29.95), (-89.7, 29.5), (-89.35, 29.2), (-89.25, 29.0),
]  # fmt: skip
LOADS_FROM = 6  # the point of the river at which the grain from Des Moines reaches it
ROUTE_WATERS: list[tuple[str, Point, str]] = [
    ("Mississippi", (-92.0, 33.3), "end"),
    ("Gulf", (-87.0, 28.75), "middle"),
    ("Atlantic", (-75.3, 32.0), "middle"),
]
MISSOURI: list[Point] = [
    (-97.4, 42.85), (-96.4, 42.5), (-95.92, 41.25), (-95.4, 40.2), (-94.87, 39.77), (-94.6, 39.1), (-93.2, 39.3),
    (-92.17, 38.58), (-91.0, 38.7), (-90.12, 38.81),
]  # fmt: skip
OHIO: list[Point] = [
    (-89.15, 36.98), (-88.6, 37.1), (-87.57, 37.95), (-86.6, 37.9), (-85.76, 38.27), (-84.85, 39.05), (-84.3, 39.0),
    (-83.6, 38.65), (-82.45, 38.42), (-81.8, 39.1), (-80.75, 39.9), (-80.0, 40.44),
]  # fmt: skip
COAST: list[Point] = [
    (-97.2, 24.0), (-97.15, 26.0), (-97.4, 27.3), (-96.5, 28.4), (-95.2, 29.05), (-94.7, 29.45), (-93.85, 29.7),
    (-92.4, 29.55), (-91.6, 29.65), (-91.1, 29.2), (-90.2, 29.08), (-89.75, 29.3), (-89.4, 28.95), (-89.0, 29.1),
    (-89.5, 29.65), (-89.35, 30.1), (-88.9, 30.38), (-88.1, 30.25), (-87.2, 30.32), (-86.3, 30.38), (-85.6, 30.05),
    (-85.3, 29.68), (-84.5, 29.95), (-83.9, 30.08), (-83.2, 29.4), (-82.7, 28.6), (-82.8, 27.8), (-82.2, 26.8),
    (-81.7, 25.9), (-81.0, 25.2), (-80.4, 25.3), (-80.1, 26.6), (-80.6, 28.2), (-81.1, 29.3), (-81.4, 30.5),
    (-81.0, 32.0), (-79.9, 32.75), (-79.1, 33.3), (-78.0, 33.9), (-77.2, 34.55), (-76.5, 34.65), (-75.55, 35.25),
    (-75.9, 36.6), (-76.2, 37.3), (-75.6, 37.6), (-75.1, 38.4), (-74.9, 39.0), (-74.1, 39.8), (-74.0, 40.5),
    (-72.8, 41.25), (-71.4, 41.5), (-70.0, 41.7), (-70.8, 42.6), (-70.2, 43.7), (-68.0, 44.5),
]  # fmt: skip


@dataclass
class Projection:
    """Longitude and latitude to the page: even-spaced, true to scale at the middle latitude."""

    centre: Point
    at: Point
    scale: float  # pixels for a degree of latitude

    def __call__(self, place: Point) -> Point:
        squeeze = cos(radians(self.centre[1]))
        return (
            self.at[0] + (place[0] - self.centre[0]) * squeeze * self.scale,
            self.at[1] - (place[1] - self.centre[1]) * self.scale,
        )

    def all(self, places: list[Point]) -> list[Point]:
        return [self(place) for place in places]


def lakes_map(picture: Picture) -> list[str]:
    """The five Great Lakes, shaded from paper to red by the value of each."""
    project = Projection(centre=(-84.15, 45.15), at=(716, 374), scale=63)
    values = dict(picture.data)
    parts = [
        path(curve(project.all(shore), closed=True), fill=mix(values[lake] / 100), stroke=INK)
        for lake, shore in LAKES.items()
    ]
    parts.append(path(curve(project.all(MANITOULIN), closed=True), fill=PAPER, stroke=INK, width=1.5))
    for lake, (place, anchor) in LAKE_LABELS.items():
        x, y = project(place)
        words = f'{lake} <tspan font-weight="700">{picture.value(values[lake])}</tspan>'
        parts.append(text(x, y, "@", anchor=anchor).replace("@", words))
    if picture.total:
        label, value = picture.total
        parts += [
            text(LEFT, 500, picture.value(value), size=84, fill=ACCENT, family=SERIF, style='font-weight="700"'),
            text(LEFT, 542, label.split("|")[0]),
            text(LEFT, 578, label.split("|")[1]),
        ]
    return parts


def route_map(picture: Picture) -> list[str]:
    """The way of the grain from Iowa to the Gulf."""
    project = Projection(centre=(-89.0, 35.2), at=(600, 376), scale=33)
    top, bottom = 142, 608
    places = {
        "Des Moines": (-93.6, 41.6),
        "St. Louis": MISSISSIPPI[12],
        "Memphis": MISSISSIPPI[18],
        "New Orleans": MISSISSIPPI[27],
    }
    sea = curve(project.all(COAST)) + f"L{WIDTH} {project(COAST[-1])[1]:.0f}V{HEIGHT}H0V{HEIGHT}Z"
    river = project.all(MISSISSIPPI)
    start, dock, mouth = project(places["Des Moines"]), river[LOADS_FROM], river[-1]
    parts = [
        f'<clipPath id="frame"><rect x="{LEFT}" y="{top}" width="{RIGHT - LEFT}" height="{bottom - top}"/></clipPath>',
        '<g clip-path="url(#frame)">',
        path(sea, fill="#eceae3", stroke=GREY, width=1.5),
        path(curve(project.all(LAKES["Michigan"]), closed=True), fill="#eceae3", stroke=GREY, width=1.5),
        path(curve(project.all(LAKES["Erie"]), closed=True), fill="#eceae3", stroke=GREY, width=1.5),
        path(curve(project.all(MISSOURI)), stroke="#b9b5ab", width=2.5),
        path(curve(project.all(OHIO)), stroke="#b9b5ab", width=2.5),
        path(curve(river[: LOADS_FROM + 1]), stroke="#b9b5ab", width=2.5),
        path(curve(river[LOADS_FROM:]), stroke=ACCENT, width=7),
        path(curve([start, dock]), stroke=ACCENT, width=5, extra=' stroke-dasharray="3 11"'),
        "</g>",
        f'<rect x="{LEFT}" y="{top}" width="{RIGHT - LEFT}" height="{bottom - top}" fill="none" stroke="{HAIRLINE}"'
        ' stroke-width="2"/>',
        path(f"M{mouth[0] - 11:.0f} {mouth[1] - 3:.0f}l17 22l3 -27z", fill=ACCENT),
        *(
            text(*project(place), name, size=28, fill=GREY, anchor=anchor, style='font-style="italic"', family=SERIF)
            for name, place, anchor in ROUTE_WATERS
        ),
    ]
    for name, place in places.items():
        x, y = project(place)
        left = name == "Des Moines"
        parts += [
            dot((x, y), INK, 9),
            text(
                x + (-20 if left else 22),
                y + (-18 if name == "New Orleans" else 10),
                name,
                anchor="end" if left else "start",
                style='font-weight="700"',
                halo=True,
            ),
        ]
    return parts


DRAW = {
    "bars": bar_chart,
    "rows": row_chart,
    "line": line_chart,
    "single": single_bar,
    "lakes": lakes_map,
    "route": route_map,
}


# --- The pictures ---------------------------------------------------------------------------------

PICTURES = [
    Picture(
        name="connection-queue",
        title="Where the years go before the power comes on",
        subtitle="Average wait of a large customer at each step, Caldera Grid, years",
        kind="rows",
        data=[
            ("Application screening", 0.6),
            ("Network study", 1.4),
            ("Second study and agreement", 1.1),
            ("Building lines and substations", 2.3),
            ("Tests and switching-on", 0.4),
        ],
        accent=("Building lines and substations",),
        decimals=1,
        total=("Total", 5.8),
    ),
    Picture(
        name="gulf-grain-route",
        title="From the fields of Iowa to the Gulf",
        subtitle="Overland to the Mississippi, then downriver by barge",
        kind="route",
        source="Simplified map; the company is invented for the sample edition \u00b7 Opening Print",
    ),
    Picture(
        name="norrland-revenue",
        title="Scarce memory lifts Norrland\u2019s revenue",
        subtitle="Quarterly revenue, billions of dollars",
        kind="bars",
        data=[("Q4 2024", 2.64), ("Q1 2025", 2.58), ("Q2 2025", 2.71), ("Q3 2025", 2.86), ("Q4 2025", 3.12)],
        accent=("Q4 2025",),
        decimals=2,
    ),
    Picture(
        name="provisions-by-quarter",
        title="Harlow & Vane sets aside more each quarter",
        subtitle="Provisions for bad loans, millions of dollars",
        kind="bars",
        data=[("Q4 2024", 231), ("Q1 2025", 238), ("Q2 2025", 246), ("Q3 2025", 263), ("Q4 2025", 284)],
        accent=("Q4 2025",),
    ),
    Picture(
        name="soybean-commitments",
        title="What China has promised to buy",
        subtitle="U.S. soybeans to be bought by the end of February 2026",
        kind="single",
        data=[("Soybeans", 12)],
        scale=(0, 12, 3),
        source="Source: U.S. Treasury \u00b7 Opening Print",
    ),
    Picture(
        name="copper-output",
        title="Verdigris mines less copper than it did",
        subtitle="Yearly output, thousands of tonnes; the scale starts at 380",
        kind="line",
        data=[
            ("2019", 448),
            ("2020", 431),
            ("2021", 437),
            ("2022", 424),
            ("2023", 409),
            ("2024", 405),
            ("2025", 412),
        ],
        accent=("2025",),
        below=("2020", "2023", "2024"),
        scale=(380, 460, 20),
    ),
    Picture(
        name="lantern-stores",
        title="Lantern gives up 85 of its 640 stores",
        subtitle="Number of stores",
        kind="bars",
        data=[("Now", 640), ("Closing", 85), ("After the closings", 555)],
        accent=("Closing",),
    ),
    Picture(
        name="office-loans-due",
        title="Harbourline\u2019s heaviest year comes first",
        subtitle="Loans due by year, millions of dollars; 2,600 in all",
        kind="bars",
        data=[("2026", 840), ("2027", 610), ("2028", 455), ("2029", 380), ("2030", 315)],
        accent=("2026",),
    ),
    Picture(
        name="lakes-ice",
        title="Ice on the Great Lakes",
        subtitle="Share of the surface covered, February 12, 2026",
        kind="lakes",
        data=[("Superior", 68), ("Michigan", 41), ("Huron", 83), ("Erie", 95), ("Ontario", 33)],
        unit="%",
        total=("of the combined|surface", 65),
    ),
    Picture(
        name="quillon-shares",
        title="One result, one step",
        subtitle="Quillon, daily close in dollars, February 2026; the scale starts at 45",
        kind="line",
        data=[
            ("Feb. 2", 49.85),
            ("3", 50.20),
            ("4", 49.60),
            ("5", 49.10),
            ("6", 49.75),
            ("9", 50.30),
            ("10", 50.05),
            ("11", 50.90),
            ("12", 51.40),
            ("13", 58.70),
        ],
        accent=("13",),
        below=("4", "5", "10", "12"),
        decimals=2,
        scale=(45, 60, 5),
        source="Source: share prices, invented for the sample edition \u00b7 Opening Print",
    ),
    Picture(
        name="transformer-lead-times",
        title="The wait for a large transformer",
        subtitle="Average time from order to delivery, weeks",
        kind="bars",
        data=[("2020", 48), ("2021", 60), ("2022", 88), ("2023", 115), ("2024", 128), ("2025", 136)],
        accent=("2025",),
    ),
]


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
