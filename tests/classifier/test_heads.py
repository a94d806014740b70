"""The heads: what is known teaches, what is not does not; one head hears another."""

import numpy as np
import pytest

from classifier import encode, heads
from classifier.corpus import Row
from classifier.encode import Data
from classifier.types import ATTRIBUTES, Sample

TOXICITY, INSULT, THREAT = (ATTRIBUTES.index(a) for a in ("toxicity", "insult", "threat"))


def row(text: str, **labels: float) -> Row:
    return Row(Sample(text), labels, "some_fr", "fr", text)


def read(rows: list[Row]) -> Data:
    return encode.encode(rows, encode.learn_languages(rows), lambda _: None)


@pytest.fixture(scope="module")
def data() -> Data:
    rude = [row(f"quel crétin numero {n}", toxicity=1.0) for n in range(30)]
    kind = [row(f"merci beaucoup numero {n}", toxicity=0.0) for n in range(30)]
    return read(rude + kind)


def test_what_nobody_labelled_is_not_learned(data: Data) -> None:
    arrays = heads.fit(data, heads.SIGNS, lambda _: None)
    assert arrays["weights"][TOXICITY].any()
    assert not arrays["weights"][INSULT].any()


def test_an_insult_hears_what_is_toxic_and_a_threat_does_not(data: Data) -> None:
    arrays = heads.fit(data, heads.SHIPPED, lambda _: None)
    for name in ("signs", "bias"):
        np.testing.assert_allclose(arrays[name][INSULT], 0.8 * arrays[name][TOXICITY])
    assert arrays["mix"][INSULT, heads.TREED.index("toxicity")] == 0.8
    # Half precision: eleven bits
    weights = arrays["weights"].astype(np.float64)
    np.testing.assert_allclose(weights[INSULT], 0.8 * weights[TOXICITY], rtol=2**-10, atol=1e-7)
    assert not heads.raw(arrays, data)[:, THREAT].any()


def test_the_same_rows_give_the_same_numbers(data: Data) -> None:
    one, other = (heads.fit(data, heads.SHIPPED, lambda _: None) for _ in range(2))
    assert one.keys() == other.keys()
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_every_head_hears_itself_and_only_heads_there_are() -> None:
    mix = heads.mixture()
    assert (np.diag(mix) == 1).all()
    assert set(heads.HEARS) | {other for heard in heads.HEARS.values() for other in heard} <= set(
        ATTRIBUTES
    )
