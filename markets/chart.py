"""A price chart as shapes: where lines, candles, volumes, labels and markers stand. Drawn by a template.

The drawing is `WIDTH` by `HEIGHT` units, however large it is shown. Nothing here asks the database.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markets.scales import Mark, calendar_marks, round_steps
from markets.series import Span, grouped

WIDTH, HEIGHT = 720, 340
TOP, BOTTOM = 22, 262  # of the prices
VOLUME_TOP, VOLUME_BOTTOM = 272, 314
DATES_AT = 332
#: More points than these are hardly seen; more candles than these stand in each other's way.
MOST = {"line": 800, "candles": 120}
PRICE_LABELS, DATE_LABELS = 4, 8
#: Markers of one day stand on top of each other; of more only the count is told.
MARKER_STEP, MOST_ON_A_DAY = 13, 4
#: By sentiment, round (0, 0): a triangle, a triangle upside down, a circle.
SHAPES = {
    "positive": "M0-6 6 5H-6z",
    "negative": "M0 6-6-5H6z",
    "neutral": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
}


class Story(NamedTuple):
    """An article that stands in the chart; `day` is the day of its publication where the ticker is traded."""

    day: date
    headline: str
    sentiment: str
    url: str


class Candle(NamedTuple):
    path: str
    rises: bool


class PriceLabel(NamedTuple):
    y: float
    price: float


class DateLabel(NamedTuple):
    """`is_odd` tells which labels a narrow screen leaves out."""

    x: float
    text: str
    is_odd: bool


class Marker(NamedTuple):
    x: float
    y: float
    shape: str
    story: Story


class Chart(NamedTuple):
    unit: str
    spans: list[Span]
    line: str
    area: str
    candles: list[Candle]
    volumes: str
    bar_width: float
    prices: list[PriceLabel]
    dates: list[DateLabel]
    previous: PriceLabel | None
    markers: list[Marker]


def drawn(
    days: Sequence[Span], view: str, stories: Sequence[Story] = (), previous: float | None = None
) -> Chart | None:
    """Days and what was written in them -> shapes; None for fewer than two days. `view` is line or
    candles; `previous` is the close that today's price is measured against."""
    unit, spans = grouped(days, MOST[view])
    if len(spans) < 2:
        return None
    scale = _Scale(spans, view, previous)
    line = _line(spans, scale) if view == "line" else ""
    return Chart(
        unit,
        spans,
        line,
        f"{line}V{BOTTOM}H{_short(scale.x(0))}z" if line else "",
        [_candle(span, scale.x(at), scale) for at, span in enumerate(spans)] if view == "candles" else [],
        _volumes(spans, scale),
        round(scale.step * 0.7, 1),
        [PriceLabel(_round(scale.y(price)), price) for price in round_steps(scale.low, scale.high, PRICE_LABELS)],
        _dates(calendar_marks([span.first for span in spans], DATE_LABELS), scale),
        PriceLabel(_round(scale.y(previous)), previous) if previous is not None else None,
        _markers(spans, scale, stories),
    )


class _Scale:
    def __init__(self, spans: Sequence[Span], view: str, previous: float | None) -> None:
        line = view == "line"
        prices = [span.close if line else span.low for span in spans] + [
            span.close if line else span.high for span in spans
        ]
        self.low, self.high = min(prices), max(prices)
        if previous is not None:
            self.low, self.high = min(self.low, previous), max(self.high, previous)
        self.step = WIDTH / len(spans)

    def x(self, at: int) -> float:
        return (at + 0.5) * self.step

    def y(self, price: float) -> float:
        if self.high == self.low:
            return (TOP + BOTTOM) / 2
        return BOTTOM - (price - self.low) / (self.high - self.low) * (BOTTOM - TOP)


def _line(spans: Sequence[Span], scale: _Scale) -> str:
    points = [f"{_short(scale.x(at))} {_short(scale.y(span.close))}" for at, span in enumerate(spans)]
    return f"M{' '.join(points)}"


def _candle(span: Span, x: float, scale: _Scale) -> Candle:
    """Its wick, and a body from open to close; a body of no height is a stroke."""
    half = scale.step * 0.35
    top, bottom = sorted((scale.y(span.open), scale.y(span.close)))
    wick = f"M{_short(x)} {_short(scale.y(span.high))}V{_short(scale.y(span.low))}"
    body = f"M{_short(x - half)} {_short(top)}h{_short(2 * half)}v{_short(max(bottom - top, 0.6))}h{_short(-2 * half)}z"
    return Candle(wick + body, span.close >= span.open)


def _volumes(spans: Sequence[Span], scale: _Scale) -> str:
    most = max((span.volume or 0 for span in spans), default=0)
    if not most:
        return ""
    strokes = []
    for at, span in enumerate(spans):
        if height := round((span.volume or 0) / most * (VOLUME_BOTTOM - VOLUME_TOP), 1):
            strokes.append(f"M{_short(scale.x(at))} {VOLUME_BOTTOM}v{_short(-height)}")
    return "".join(strokes)


def _dates(marks: Sequence[Mark], scale: _Scale) -> list[DateLabel]:
    """Those that have room: none at the very end, where it would run out of the drawing."""
    room = [mark for mark in marks if scale.x(mark.at) < WIDTH - 40]
    return [DateLabel(_round(scale.x(mark.at)), mark.label, bool(at % 2)) for at, mark in enumerate(room)]


def _markers(spans: Sequence[Span], scale: _Scale, stories: Sequence[Story]) -> list[Marker]:
    """Each on the span in which it was published, or the last one before it."""
    begins = [span.first for span in spans]
    stacked: dict[int, int] = {}
    markers = []
    for story in stories:
        at = bisect_right(begins, story.day) - 1
        if at < 0 or (height := stacked.get(at, 0)) == MOST_ON_A_DAY:
            continue
        stacked[at] = height + 1
        y = max(scale.y(spans[at].close) - height * MARKER_STEP, TOP / 2)
        markers.append(Marker(_round(scale.x(at)), _round(y), SHAPES[story.sentiment], story))
    return markers


def _round(value: float) -> float:
    return round(value, 1)


def _short(value: float) -> str:
    """One decimal at most: 12.0 -> 12."""
    return f"{value:.1f}".removesuffix(".0")
