"""Maps of the lakes and of the route to the Gulf."""

from dataclasses import dataclass
from math import cos, radians

from picture import Picture
from shores import COAST, LAKE_LABELS, LAKES, LOADS_FROM, MANITOULIN, MISSISSIPPI, MISSOURI, OHIO, ROUTE_WATERS
from svg import (
    ACCENT,
    GREY,
    HAIRLINE,
    HEIGHT,
    INK,
    LEFT,
    PAPER,
    RIGHT,
    SERIF,
    WIDTH,
    Point,
    curve,
    dot,
    mix,
    path,
    text,
)


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
