"""Pictures as SVG: curves and bars, drawn from numbers alone."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 400, 60, 40, 150, 50
COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#b8860b", "#555555")
STEPS = 5

Point = tuple[float, float]


def curves(
    path: Path, title: str, axes: tuple[str, str], series: Mapping[str, Sequence[Point]]
) -> None:
    """One line for each series; both coordinates in [0, 1]."""
    parts = _frame(title, axes)
    for number, (name, points) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        line = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{line}"/>')
        parts.append(_text(WIDTH - RIGHT + 12, TOP + 20 * (number + 1), name, fill=colour))
    _write(path, WIDTH, HEIGHT, parts)


def bars(path: Path, title: str, values: Mapping[str, float], scale: float) -> None:
    """One bar for each value in [0, scale], the largest first."""
    height = TOP + 20 * len(values) + 20
    parts = [_text(20, 24, title, size=15)]
    for row, (name, value) in enumerate(sorted(values.items(), key=lambda item: -item[1])):
        at, width = TOP + 20 * row, 360 * min(value / scale, 1)
        parts.append(_text(150, at + 12, name, anchor="end"))
        parts.append(
            f'<rect x="160" y="{at}" width="{width:.1f}" height="14" fill="{COLOURS[0]}"/>'
        )
        parts.append(_text(168 + width, at + 12, f"{value:.3f}"))
    _write(path, WIDTH, height, parts)


def _frame(title: str, axes: tuple[str, str]) -> list[str]:
    parts = [_text(20, 24, title, size=15)]
    for step in range(STEPS + 1):
        at = step / STEPS
        parts.append(_line((0, at), (1, at)))
        parts.append(_line((at, 0), (at, 1)))
        parts.append(_text(LEFT - 8, _y(at) + 4, f"{at:.1f}", anchor="end"))
        parts.append(_text(_x(at), HEIGHT - BOTTOM + 18, f"{at:.1f}", anchor="middle"))
    parts.append(_text(_x(0.5), HEIGHT - 10, axes[0], anchor="middle"))
    parts.append(_text(LEFT, TOP - 6, axes[1]))
    return parts


def _x(value: float) -> float:
    return LEFT + value * (WIDTH - LEFT - RIGHT)


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM)


def _line(start: Point, end: Point) -> str:
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{_x(x1):.1f}" y1="{_y(y1):.1f}" x2="{_x(x2):.1f}" y2="{_y(y2):.1f}" '
        'stroke="#dddddd"/>'
    )


def _text(
    x: float, y: float, text: str, *, size: int = 12, anchor: str = "start", fill: str = "#222222"
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}>{escape(text)}</text>"


def _write(path: Path, width: int, height: int, parts: list[str]) -> None:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif">'
        '<rect width="100%" height="100%" fill="white"/>'
    )
    path.write_text("\n".join([head, *parts, "</svg>"]) + "\n", encoding="utf-8")
