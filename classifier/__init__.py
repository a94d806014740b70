"""Text and form signals in, calibrated probabilities and reasons out."""

from classifier.model import Model
from classifier.types import ATTRIBUTES, Explanation, ModelError, Sample, Scores, Span

__all__ = ["ATTRIBUTES", "Explanation", "Model", "ModelError", "Sample", "Scores", "Span"]
