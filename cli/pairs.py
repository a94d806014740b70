"""What `tamis compare` gathers: two scores of each text, Perspective's and ours."""

from array import array
from collections import Counter

from api.dropin.perspective.attributes import ANSWERED
from classifier import Model
from cli.recorded import Recorded


class Pairs:
    """Both scores of each text by Perspective's attribute, and the lines that they stand in."""

    def __init__(self) -> None:
        self.theirs: dict[str, array[float]] = {}
        self.ours: dict[str, array[float]] = {}
        self.lines: dict[str, array[int]] = {}
        self.languages: Counter[str] = Counter()
        self.unanswered: Counter[str] = Counter()
        self.refused: list[tuple[int, str]] = []

    def add(self, line: int, recorded: Recorded, model: Model) -> None:
        [found] = model.score([recorded.sample])
        self.languages[found.language] += 1
        for name, score in recorded.scores.items():
            if name not in ANSWERED:
                self.unanswered[name] += 1
                continue
            self.theirs.setdefault(name, array("d")).append(score)
            self.ours.setdefault(name, array("d")).append(found.values[ANSWERED[name]])
            self.lines.setdefault(name, array("q")).append(line)
