"""Pictures: well-formed SVG with what was asked for."""

from pathlib import Path
from xml.etree import ElementTree

from classifier import draw

SVG = "{http://www.w3.org/2000/svg}"


def test_a_curve_is_drawn_for_each_series(tmp_path: Path) -> None:
    path = tmp_path / "curves.svg"
    draw.curves(path, "a < b & c", ("x", "y"), {"one": [(0, 0), (1, 1)], "two": [(0, 1)]})
    root = ElementTree.parse(path).getroot()
    assert len(root.findall(f"{SVG}polyline")) == 2
    assert "a < b & c" in [text.text for text in root.findall(f"{SVG}text")]


def test_bars_stand_from_the_largest_to_the_smallest(tmp_path: Path) -> None:
    path = tmp_path / "bars.svg"
    draw.bars(path, "title", {"low": 0.1, "high": 0.9}, 1.0)
    bars = ElementTree.parse(path).getroot().findall(f"{SVG}rect")[1:]
    assert [round(float(bar.attrib["width"])) for bar in bars] == [324, 36]
