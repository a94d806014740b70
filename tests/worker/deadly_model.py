"""A model that one comment kills."""

import os
import signal
from collections.abc import Sequence

from classifier import ATTRIBUTES, Sample, Scores

DEADLY = "ce texte tue"


class DeadlyModel:
    """Kills its process, as a crash in native code would, at one text."""

    version = "deadly-1"
    thresholds = {name: {"flag": 0.6, "reject": 0.95} for name in ATTRIBUTES}  # noqa: RUF012

    def score(self, samples: Sequence[Sample]) -> list[Scores]:
        if any(DEADLY in sample.text for sample in samples):
            os.kill(os.getpid(), signal.SIGKILL)
        return [Scores(dict.fromkeys(ATTRIBUTES, 0.1), "fr") for _ in samples]
