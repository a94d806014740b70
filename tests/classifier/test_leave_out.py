"""Leaving a source out: what was left out has not taught the model."""

import numpy as np
import pytest

from classifier import encode, heads, leave_out, operating
from classifier.corpus import Row
from classifier.encode import Data
from classifier.types import ATTRIBUTES, Sample

WORDS = ("rouge", "vert")
LEFT, ELSEWHERE = "toxifrench_agreement_fr", "fr_comments_politics"
TOXICITY = ATTRIBUTES.index("toxicity")


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


@pytest.fixture(scope="module")
def data() -> Data:
    known, left = rows(ELSEWHERE, "rouge"), rows(LEFT, "vert")
    return encode.encode(known + left, encode.learn_languages(known), lambda _: None)


@pytest.mark.parametrize("recipe", [heads.WORDS, heads.SIGNS, heads.SHIPPED], ids=lambda r: r.name)
def test_a_left_out_source_is_ranked_by_what_the_others_say(
    data: Data, recipe: heads.Recipe
) -> None:
    """The left-out set calls the opposite word toxic: a leak would rank it well."""
    found = leave_out.unseen(data, recipe, lambda _: None)
    results = [r for r in leave_out.ranked(recipe.name, data, found) if r.source == LEFT]
    assert [result.attribute for result in results] == ["toxicity"]
    assert results[0].auc < 0.1


def test_a_set_has_one_run_that_leaves_it_out() -> None:
    named = [name for names in leave_out.RUNS for name in names.split()]
    assert len(named) == len(set(named))
    assert 0 <= leave_out.run_of("a set of one's own") < len(leave_out.RUNS)


def test_thresholds_of_a_source_come_from_others(data: Data) -> None:
    """A source that scores high does not lift its own threshold."""
    raw = np.zeros((len(data.rows), len(ATTRIBUTES)))
    raw[:, TOXICITY] = [row.labels["toxicity"] for row in data.rows]
    raw[[row.source == LEFT for row in data.rows], TOXICITY] += 5
    again = raw.copy()
    again[[row.source == LEFT for row in data.rows], TOXICITY] += 50
    spread = [
        row.labels | {name: float(n % 2) for name in ATTRIBUTES} for n, row in enumerate(data.rows)
    ]
    ordinary = [
        Row(row.sample, labels, row.source, row.language, row.group)
        for row, labels in zip(data.rows, spread, strict=True)
    ]
    _, flags, _ = operating.apart(raw, ordinary)
    _, after, _ = operating.apart(again, ordinary)
    mine = [n for n, row in enumerate(data.rows) if row.source == LEFT]
    np.testing.assert_array_equal(flags[mine], after[mine])


def test_an_interval_holds_its_figure_and_narrows_with_rows() -> None:
    chance = np.random.default_rng(1)

    def width(number: int) -> float:
        truth = chance.random(number) < 0.5
        low, high = leave_out.interval(truth, truth + chance.normal(size=number))
        assert 0.5 < low < high <= 1
        return high - low

    assert width(2000) < width(200)
