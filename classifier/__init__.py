"""Text and form signals in, calibrated probabilities and reasons out."""

from classifier.language import TAGS as LANGUAGES
from classifier.model import Model
from classifier.types import ATTRIBUTES, Explanation, ModelError, Sample, Scores, Span

__all__ = [
    "ATTRIBUTES",
    "LANGUAGES",
    "Explanation",
    "Model",
    "ModelError",
    "Sample",
    "Scores",
    "Span",
]
