"""Reading: one definition for training, scoring and explaining; bounded, whatever comes."""

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from classifier import ATTRIBUTES, Model, Sample, encode, evaluate, features, storage, vocabulary
from classifier.corpus import Row
from classifier.features import COLUMNS
from classifier.normalize import LONGEST, chunks, tokens, words
from classifier.reading import AT_ONCE, parts
from classifier.vocabulary import MOST_READ, Vocabulary
from tests.classifier.test_model import HOSTILE

TEXTS = [
    *HOSTILE,
    "Quel c0nnard, c o n n a r d ! Voir http://promo.example ou écrire à a.b@c.example…",
    "L’été dernier, j’ai « adoré » ce lac ; et vous ?",
    "The idiot said no, and no, and no.",
    " \u2028\x1c\x85 a\u00a0b \u200b ",
    "".join(map(chr, range(0x20, 0x3100, 7))),
    " ".join(map(chr, range(0x3100, 0x10FFFF, 1999))),
]


@pytest.fixture(scope="module")
def shipped() -> Model:
    return Model.load()


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_words_by_piece_are_the_words_with_places(text: str) -> None:
    found = tokens(text)
    assert [word for chunk in chunks(text) for word in words(chunk)] == [t.word for t in found]
    assert all(0 <= token.start < token.end <= len(text) for token in found)


def test_a_score_is_the_same_to_the_last_digit_in_any_company(shipped: Model) -> None:
    samples = [Sample(text, site_language="fr") for text in TEXTS * 3]
    alone = [shipped.score([sample])[0] for sample in samples]
    assert shipped.score(samples) == alone
    other = Model.load()
    other.score(random.Random(1).sample(samples, len(samples)))
    assert other.score(samples) == alone


def test_training_and_scoring_see_the_same(shipped: Model) -> None:
    arrays, _ = storage.load(storage.SHIPPED)
    rows = [Row(Sample(text, language="fr"), {}, "x", "fr", "x") for text in TEXTS]
    table = arrays["languages"].astype(np.float32)
    trained = evaluate.probabilities(arrays, encode.encode(rows, table, lambda _: None))
    scored = shipped.score([row.sample for row in rows])
    same = [place for place, found in enumerate(scored) if found.language == "fr"]
    assert len(same) > 5
    values = [[scored[place].values[name] for name in ATTRIBUTES] for place in same]
    np.testing.assert_allclose(values, trained[same], atol=1e-5)


def test_a_word_has_its_own_column_and_one_for_each_group_of_letters() -> None:
    found = features.hashed(["ab", "x" * 100, ""])
    # " ab ": 3 groups of two letters, 2 of three, 1 of four
    assert np.diff(found.starts).tolist() == [1 + 3 + 2 + 1, 1 + 41 + 40 + 39 + 38, 1 + 1]
    assert found.columns.min() >= 0
    assert found.columns.max() < COLUMNS


def test_hashing_spreads_words_evenly_and_never_changes() -> None:
    found = features.hashed([f"mot{number}" for number in range(5000)])
    own = found.columns[found.starts[:-1]]
    assert len(set(own.tolist())) > 4900
    # A model that was trained with other columns would say nonsense.
    assert features.hashed(["connard"]).columns[:3].tolist() == [157563, 79769, 38506]


def test_the_order_of_a_pair_counts() -> None:
    one, other = features.hashes(["chat", "chien"]).reshape(2, 1)
    assert features.joined(one, other) != features.joined(other, one)


def test_parts_are_no_larger_than_can_be_read_and_none_is_lost() -> None:
    samples = [Sample("a" * length) for length in (0, 5, LONGEST, 10**6, 3) * 40]
    samples += [Sample("b")] * (AT_ONCE + 1)
    made = list(parts(samples))
    assert [sample for part in made for sample in part] == samples
    for part in made:
        assert len(part) <= AT_ONCE
        assert sum(min(len(sample.text), LONGEST) for sample in part) <= MOST_READ


def test_a_flood_of_new_words_is_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST", 1000)
    known = Vocabulary({"length": lambda found: np.array([len(word) for word in found.words])})
    for flood in range(10):
        read, counts = known.read([" ".join(f"w{flood}x{n}y" for n in range(700)), "un mot"])
        assert counts.tolist() == [700, 2]
        assert [known.words[n] for n in read[-2:]] == ["un", "mot"]
        assert known["length"][read[-2:]].tolist() == [2, 3]
        assert len(known.words) <= 1000 + 702


def test_threads_share_a_model(shipped: Model) -> None:
    samples = [Sample(f"{text} mot{number}") for number in range(30) for text in TEXTS[-5:-2]]
    alone = shipped.score(samples)
    fresh = Model.load()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda sample: fresh.score([sample])[0], samples))
    assert found == alone
