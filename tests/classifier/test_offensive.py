"""Which words are hidden from who would rather not see them."""

from itertools import pairwise

import pytest

from classifier.offensive import offensive


def words(text: str, language: str | None = "fr") -> list[str]:
    return [text[start:end] for start, end in offensive(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "hidden"),
    [
        ("Ce connard, vraiment.", "fr", ["connard"]),
        ("What a motherfucker he is.", "en", ["motherfucker"]),
        ("Ce c o n n a r d !", "fr", ["c o n n a r d"]),
        ("Ce CONNARD", None, ["CONNARD"]),
        ("Ce connard", "de", ["connard"]),
        # Of a phrase only what hurts by itself, and never the name of a group
        ("Cette grosse vache ferait mieux de se taire.", "fr", ["vache"]),
        ("Va te faire foutre, sale con.", "fr", ["foutre", "sale", "con"]),
        ("Toujours les mêmes, ces gens-là, les juifs.", "fr", []),
    ],
)
def test_strong_words_are_found_where_they_stand(
    text: str, language: str | None, hidden: list[str]
) -> None:
    assert words(text, language) == hidden


@pytest.mark.parametrize("text", ["", "Le tramway coûte trop cher.", "Bonjour à tous !", "🙂"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert words(text) == []


def test_spans_are_in_order_and_apart() -> None:
    text = "connard " * 200
    spans = offensive(text, "fr")
    assert len(spans) == 200
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
