"""Leaving a source out: what was left out has not taught the model."""

import numpy as np

from classifier import encode, leave_out
from classifier.corpus import Row
from classifier.types import Sample

WORDS = ("rouge", "vert")


def rows(source: str, toxic_word: str) -> list[Row]:
    return [
        Row(
            Sample(f"le mur est {word} ce matin numero {number}"),
            {"toxicity": float(word == toxic_word)},
            source,
            "fr",
            f"{source}:{number}",
        )
        for number in range(30)
        for word in WORDS
    ]


def test_a_left_out_source_is_ranked_by_what_the_others_say() -> None:
    """The left-out set calls the opposite word toxic: a leak would rank it well."""
    known = rows("elsewhere", "rouge")
    left = rows(leave_out.FRENCH[0], "vert")
    table = encode.learn_languages(known)
    data = encode.encode(known + left, table, lambda _: None)
    results = {result.variant: result for result in leave_out.run(data, lambda _: None)}
    assert set(results) == {"words", "words + signs"}
    for result in results.values():
        assert result.source == leave_out.FRENCH[0]
        assert result.auc < 0.1


def test_an_interval_holds_its_figure_and_narrows_with_rows() -> None:
    chance = np.random.default_rng(1)

    def width(number: int) -> float:
        truth = chance.random(number) < 0.5
        low, high = leave_out.interval(truth, truth + chance.normal(size=number))
        assert 0.5 < low < high <= 1
        return high - low

    assert width(2000) < width(200)
