"""One comment as the model reads it: the same for training, scoring and explaining."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier import context, form, language, lexicon
from classifier.context import Sign
from classifier.features import Vector, vector
from classifier.normalize import Token, tokens
from classifier.types import Sample

# Languages with a calibration of their own, and the place of all others
CALIBRATED = ("fr", "en", "other")
# The lexicons to try for a language; of one that cannot be told, the one that knows more words.
CANDIDATES = {"fr": ("fr",), "en": ("en",), language.UNKNOWN: ("fr", "en")}


@dataclass(frozen=True, slots=True)
class Reading:
    """What there is to weigh in a sample. `form` has one number for each of form.NAMES."""

    tokens: list[Token]
    language: str
    text: Vector
    signs: list[Sign]
    form: NDArray[np.float32]

    @property
    def calibration(self) -> int:
        return calibration_of(self.language)


def calibration_of(tag: str) -> int:
    """The place in CALIBRATED of a language."""
    return CALIBRATED.index(tag if tag in CALIBRATED else "other")


def read(sample: Sample, table: language.Table) -> Reading:
    """Read a sample; `table` tells the language, which chooses the lexicon."""
    found = tokens(sample.text)
    declared = sample.language or sample.site_language
    spoken = language.detect(found, table, declared)
    signs = context.signs(found, _hits(found, spoken)) if spoken in CANDIDATES else []
    return Reading(found, spoken, vector(found), signs, form.signals(sample))


def _hits(found: list[Token], spoken: str) -> list[lexicon.Hit]:
    return max((lexicon.hits(found, tag) for tag in CANDIDATES[spoken]), key=len)
