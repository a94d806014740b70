"""Calibration: probabilities that come true, on sources that were not met."""

import numpy as np
import pytest

from classifier import calibrate, evaluate, operating
from classifier.corpus import Row
from classifier.types import ATTRIBUTES, Sample

SPAM = ATTRIBUTES.index("spam")


def rows(truth: list[bool], language: str, source: str = "ham_some") -> list[Row]:
    labels = dict.fromkeys(ATTRIBUTES, 0.0)
    return [
        Row(Sample("x"), labels | dict.fromkeys(ATTRIBUTES, float(t)), source, language, str(n))
        for n, t in enumerate(truth)
    ]


def test_what_is_said_comes_true_in_each_language() -> None:
    chance = np.random.default_rng(2)
    made, raws = [], []
    for language, slope, shift in (("fr", 2.0, -1.0), ("en", 0.5, 1.0)):
        logits = chance.normal(size=4000)
        truth = chance.random(4000) < 1 / (1 + np.exp(-(slope * logits + shift)))
        made += rows(truth.tolist(), language)
        raws.append(logits)
    raw = np.repeat(np.concatenate(raws)[:, None], len(ATTRIBUTES), axis=1)
    slope, shift = calibrate.platt(raw, made)
    assert slope[SPAM, :2] == pytest.approx([2.0, 0.5], abs=0.25)
    assert shift[SPAM, :2] == pytest.approx([-1.0, 1.0], abs=0.25)
    found = evaluate.calibrated({"slope": slope, "shift": shift}, raw, made)
    for tag in ("fr", "en"):
        assert operating.error_of(found, made, "spam", tag) < 0.05


def test_a_large_source_does_not_drown_a_small_one() -> None:
    large = rows([False] * 9000 + [True] * 1000, "fr", "large")
    small = rows([True] * 150 + [False] * 150, "fr", "small")
    raw = np.zeros((len(large) + len(small), len(ATTRIBUTES)))
    _, shift = calibrate.platt(raw, large + small)
    said = 1 / (1 + np.exp(-shift[SPAM, 0]))
    assert said == pytest.approx(0.3, abs=0.02)


def test_what_small_models_say_is_put_on_the_scale_of_the_large_one() -> None:
    small = np.random.default_rng(3).normal(size=(500, len(ATTRIBUTES)))
    found = calibrate.aligned(small, small, 3 * small - 2)
    np.testing.assert_allclose(found, 3 * small - 2, atol=1e-6)


def test_thresholds_hold_no_more_ordinary_comments_than_stated() -> None:
    chance = np.random.default_rng(4)
    made = rows([False] * 1000, "fr") + rows([False] * 1000, "en") + rows([True] * 200, "fr")
    found = chance.random((len(made), len(ATTRIBUTES)))
    found[2000:] = 0.9 + 0.1 * found[2000:]
    made_up = evaluate.thresholds(found, made)
    assert made_up["profanity"]["flag"] > 1
    back = operating.held(found[:2000], made_up)
    for of in (back[:1000], back[1000:]):
        assert 0.01 < of.mean() <= evaluate.WRONGLY_FLAGGED
    assert made_up["toxicity"]["flag"] < made_up["severe_toxicity"]["flag"]


def test_what_is_counted_as_fine_among_the_rejected_is_no_other_abuse() -> None:
    made = rows([True] * 40 + [False] * 10, "fr")
    for row in made[:8]:
        row.labels["insult"] = 0.0
    found = np.ones((len(made), len(ATTRIBUTES)))
    told = {line[0]: line[1:4] for line in operating.rejected(found, found, made)}
    assert told["insult"] == [50, 10, "0.2000 (0.1003-0.3372)"]


def test_no_wrong_one_among_few_promises_little() -> None:
    low, high = operating.bounds(0, 50)
    assert low == 0
    assert high == pytest.approx(0.0711, abs=1e-4)
    assert operating.bounds(0, 1000)[1] < 0.004
    assert operating.bounds(5, 5)[1] == 1
