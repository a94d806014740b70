"""Bars stand where their numbers say."""

from datetime import date

import pytest

from api.pages import charts
from moderation.overview import Day

TODAY = date(2026, 11, 27)


def test_bars_stack_up_to_their_number() -> None:
    day = Day(TODAY, {"approved": 30, "flagged": 5, "rejected": 2, "pending": 0})
    chart = charts.stacked([day])
    [bar] = chart.bars
    assert chart.lines == [(40, 0.0), (20, 100.0)]
    assert [piece.status for piece in bar.pieces] == ["approved", "flagged", "rejected"]
    assert sum(piece.height for piece in bar.pieces) == pytest.approx(200 * 37 / 40)
    assert bar.pieces[0].y + bar.pieces[0].height == 200


@pytest.mark.parametrize(
    ("value", "top"), [(0, 2), (1, 2), (3, 4), (9, 10), (10, 10), (37, 40), (512, 600), (999, 1000)]
)
def test_the_scale_ends_at_a_round_number(value: int, top: int) -> None:
    assert charts.stacked([Day(TODAY, {"approved": value})]).lines[0][0] == top
