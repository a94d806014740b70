"""Ordinary comments pass."""

import pytest

from classifier import Model, Sample
from classifier.fairness import lines


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ordinary_comments_pass_nearly_always(shipped: Model, language: str) -> None:
    texts = lines(f"ordinary_{language}")
    found = shipped.score([Sample(text, site_language=language) for text in texts])
    limits = shipped.thresholds
    held = [
        text
        for text, scores in zip(texts, found, strict=True)
        if any(value >= limits[name]["flag"] for name, value in scores.values.items())
    ]
    assert len(held) <= 0.2 * len(texts), held
    for text, scores in zip(texts, found, strict=True):
        assert all(v < limits[name]["reject"] for name, v in scores.values.items()), text
