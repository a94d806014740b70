"""The lexicons: well-formed files, the longest form first, wildcards."""

import pytest

from classifier import lexicon
from classifier.context import GROUP_OF, NAMES, signs
from classifier.lexicon import CATEGORIES, FOLDER, hits
from classifier.normalize import tokens


def categories(text: str, language: str = "fr") -> set[str]:
    return {hit.entry.category for hit in hits(tokens(text), language)}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_line_of_a_lexicon_is_whole(path: lexicon.Path) -> None:
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
    found = tokens(text)
    assert sign in {NAMES[s.number] for s in signs(found, hits(found, "fr"))}
