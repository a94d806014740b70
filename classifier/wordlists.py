"""The lines of the lexicons, as they stand in `lexicons/`.

One entry a line: forms (separated by `|`, `*` for any one word), category, intensity 0 to 3,
target, flags, gloss.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "lexicons"


class Line(NamedTuple):
    """One line of a lexicon; `forms` and `flags` as they are written, not yet taken apart."""

    forms: str
    category: str
    intensity: int
    target: str
    flags: str


def lines(language: str = "*") -> Iterator[Line]:
    """The lines of all lexicons of a language, or of every language."""
    for path in sorted(FOLDER.glob(f"{language}_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            forms, category, intensity, target, flags, _ = line.split("\t")
            yield Line(forms, category, int(intensity), target, flags)
