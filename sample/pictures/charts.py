"""Charts. Bars start at zero; a line whose scale starts elsewhere says so in its subtitle."""

from itertools import pairwise

from picture import Picture
from svg import ACCENT, BASELINE, GREY, HAIRLINE, INK, LEFT, PAPER, RIGHT, SERIF, dot, line, rect, text


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
