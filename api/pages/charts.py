"""Where the bars of a chart stand. The template draws them as SVG, without a script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from moderation.overview import Day

WIDTH, HEIGHT = 700, 200
GAP = 10
# From the bottom up; what is not scored yet stands on top.
ORDER = ("approved", "flagged", "rejected", "pending")


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar, in the units of the drawing, from its top left corner."""

    status: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    date: date
    x: float
    width: float
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Chart:
    """`lines` are the values at which a line crosses the drawing, each with its height."""

    bars: Sequence[Bar]
    lines: Sequence[tuple[int, float]]
    width: int = WIDTH
    height: int = HEIGHT


def stacked(days: Sequence[Day]) -> Chart:
    """A bar for each day, its comments stacked by status."""
    top = _round_up(max((day.submitted for day in days), default=0))
    step = WIDTH / max(len(days), 1)
    bars = [
        Bar(day.date, round(place * step + GAP / 2, 1), round(step - GAP, 1), _pieces(day, top))
        for place, day in enumerate(days)
    ]
    lines = [(value, round(HEIGHT - HEIGHT * value / top, 1)) for value in (top, top // 2)]
    return Chart(bars, lines)


def _pieces(day: Day, top: int) -> list[Piece]:
    pieces, foot = [], float(HEIGHT)
    for status in ORDER:
        height = HEIGHT * day.counts.get(status, 0) / top
        foot -= height
        if height:
            pieces.append(Piece(status, round(foot, 1), round(height, 1)))
    return pieces


def _round_up(value: int) -> int:
    """An even number with one leading digit, not below `value`: 0 -> 2, 37 -> 40, 512 -> 600."""
    unit = int("1" + "0" * (len(str(value)) - 1))
    rounded = -(-value // unit) * unit
    return max(2, rounded + rounded % 2)
