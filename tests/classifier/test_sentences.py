"""Where sentences begin and end, and that no text makes it slow."""

import time

import pytest

from classifier.sentences import sentences


def cut(text: str, most: int = 60) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text, most)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bravo ! Et merci... À demain ?", ["Bravo !", "Et merci...", "À demain ?"]),
        ("« Nul. » dit-il. oui", ["« Nul.", "» dit-il.", "oui"]),
        ("Il dit « nul ».» Fin.", ["Il dit « nul ».»", "Fin."]),
        ("M. Hulot et J. Dupont sont là. Bien.", ["M. Hulot et J. Dupont sont là.", "Bien."]),
        ("une ligne\n\n  puis une autre\n", ["une ligne", "puis une autre"]),
        ("Version 2.5 de a.b.c", ["Version 2.5 de a.b.c"]),
        ("Quoi ?!?!", ["Quoi ?!?!"]),
        (" \n ", []),
        ("", []),
    ],
)
def test_a_text_is_cut_at_its_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_the_last_of_the_most_takes_all_that_is_left() -> None:
    assert cut("a. b. c. d.", 2) == ["a.", "b. c. d."]
    assert cut("a. b. c. d.", 1) == ["a. b. c. d."]


@pytest.mark.parametrize(
    "text", ["." * 20_000, "\n " * 10_000, '.""' * 7_000, " " * 20_000 + "a", "A." * 10_000]
)
def test_no_text_costs_its_square(text: str) -> None:
    begun = time.process_time()
    sentences(text, 60)
    assert time.process_time() - begun < 1
