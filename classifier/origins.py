"""Which words of a text a form signal was read from, so that an explanation can show them.

A link that is there counts as a signal of the form, but it is a place in the text: whoever
asks for the words that drove a score means it too.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classifier import form
from classifier.normalize import Token
from classifier.types import Sample

# What a signal is read from: the places in a list of words
Origin = Callable[[Sample, Sequence[Token]], list[int]]


def _links(sample: Sample, words: Sequence[Token]) -> list[int]:
    return [n for n, word in enumerate(words) if word.word == "<link>"]


def _mails(sample: Sample, words: Sequence[Token]) -> list[int]:
    return [n for n, word in enumerate(words) if word.word == "<mail>"]


def _phones(sample: Sample, words: Sequence[Token]) -> list[int]:
    found = [phone.span() for phone in form.PHONE.finditer(sample.text)]
    return [n for n, w in enumerate(words) if any(w.start < b and a < w.end for a, b in found)]


def _name(sample: Sample, words: Sequence[Token]) -> list[int]:
    named = (sample.author_name or "").casefold().split()
    return [n for n, w in enumerate(words) if sample.text[w.start : w.end].casefold() in named]


ORIGINS: dict[str, Origin] = {
    "link": _links,
    "links": _links,
    "markup_link": _links,
    "markup_mixed": _links,
    "mostly_link": _links,
    "praise_linked": _links,
    "author_url_repeated": _links,
    "mail": _mails,
    "phone": _phones,
    "author_in_text": _name,
}


def spread(
    sample: Sample, words: Sequence[Token], signals: NDArray[Any], added: NDArray[Any]
) -> tuple[dict[str, float], NDArray[np.float64]]:
    """What form signals (form.NAMES,) add, by name, less what belongs to words; and what each word
    adds, with its part of them.

    A signal that is in no word, or in none that was read, keeps its name.
    """
    named, total = {}, np.array(added, dtype=np.float64)
    for name, value in zip(form.NAMES, signals.tolist(), strict=True):
        places = ORIGINS[name](sample, words) if value and name in ORIGINS else []
        if places:
            total[places] += value / len(places)
        elif value:
            named[name] = value
    return named, total
