"""The lexicons: well-formed files, the longest form first, wildcards."""

from pathlib import Path

import numpy as np
import pytest

from classifier import storage
from classifier.context import GROUP_OF, NAMES
from classifier.reading import Reader
from classifier.types import Sample
from classifier.wordlists import CATEGORIES, FOLDER

READER = Reader(storage.load(storage.SHIPPED)[0]["languages"].astype(np.float32))


def found(text: str, language: str = "fr") -> dict[str, float]:
    """The signs in a text, by name."""
    samples = [Sample(text, language=language)]
    matrix = READER.read(samples).signs.matrix(1)
    return {NAMES[n]: float(matrix[0, n]) for n in np.flatnonzero(matrix[0])}


def categories(text: str, language: str = "fr") -> set[str]:
    return {name.removeprefix("some:") for name in found(text, language) if "some:" in name}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_line_of_a_lexicon_is_whole(path: Path) -> None:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    assert head == "forms\tcategory\tintensity\ttarget\tflags\tgloss"
    for line in lines:
        forms, category, intensity, *rest = line.split("\t")
        assert len(rest) == 3
        assert forms
        assert category in CATEGORIES
        assert intensity in "0123"


def test_every_category_has_a_group() -> None:
    assert "other" not in GROUP_OF.values()
    assert len(set(NAMES)) == len(NAMES)


def test_a_longer_form_hides_the_word_inside_it() -> None:
    assert categories("un abus de confiance") == {"innocent_lookalike"}


def test_a_disguised_word_is_found_but_its_plain_twin_is_no_evasion() -> None:
    assert categories("cette 0rdure") == categories("cette ordure") != set()
    assert "evasion" not in categories("musulmans")


def test_a_wildcard_stands_for_one_word() -> None:
    assert "quotation" in categories("the word idiot was used", "en")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("tu es un abruti", "insult+you"),
        ("ce n’est pas un abruti", "insult+no"),
        ("il a dit « abruti » devant nous", "insult+quoted"),
        ("je suis un abruti", "insult+me"),
    ],
)
def test_what_stands_around_a_harsh_word_is_seen(text: str, sign: str) -> None:
    assert found(text)[sign] > 0


@pytest.mark.parametrize(
    "text", ["il n’y a pas « de » quoi, un abruti", "« eux » sont là, un abruti"]
)
def test_a_quotation_that_is_over_is_not_around_what_follows(text: str) -> None:
    assert "insult+quoted" not in found(text)


def test_what_stands_in_one_text_is_not_around_the_words_of_the_next() -> None:
    texts = ["vous, tu, toi", "un abruti", "vous, tu, toi"]
    read = READER.read([Sample(text, language="fr") for text in texts]).signs.matrix(3)
    assert read[1, NAMES.index("some:insult_intelligence")] == 1
    assert read[1, NAMES.index("insult+you")] == 0


def test_a_category_counts_three_times_at_most() -> None:
    text = "voici un abruti, là un abruti, encore un abruti et un abruti"
    assert found(text)["some:insult_intelligence"] == 3


def test_the_signs_of_a_text_are_the_same_in_any_company() -> None:
    texts = ["tu es un abruti", "", "merci, ce n’est pas un abruti", "the idiot said no", "🤡"] * 3
    samples = [Sample(text, language="fr") for text in texts]
    together = READER.read(samples).signs.matrix(len(texts))
    alone = [READER.read([sample]).signs.matrix(1)[0] for sample in samples]
    np.testing.assert_array_equal(together, alone)
