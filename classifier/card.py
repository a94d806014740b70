"""The tables of the model card that come from the model itself."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

THRESHOLDS = "| attribute | flag | reject |\n|---|---|---|\n"
FIGURES = (
    "| attribute | language | rows | positive | ROC-AUC | average precision |\n"
    "|---|---|---|---|---|---|\n"
)
VERSION = re.compile(r"\d{4}\.\d\d-[0-9a-f]{8}")


def refresh(path: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Write the model's version, thresholds, figures and rows of each set into its card.

    Returns the sets that the card does not name yet: a person has to say where they come from.
    """
    text = VERSION.sub(manifest["version"], path.read_text(encoding="utf-8"))
    text = _with_table(text, THRESHOLDS, _thresholds(manifest["thresholds"]))
    text = _with_table(text, FIGURES, _figures(manifest["figures"]))
    unnamed = []
    for source, rows in manifest["rows"].items():
        line = re.compile(rf"^(\| {re.escape(source)} \| [^|]+ \|) \d+ \|", re.MULTILINE)
        text, found = line.subn(rf"\1 {rows} |", text)
        unnamed += [] if found else [source]
    path.write_text(text, encoding="utf-8")
    return unnamed


def _with_table(text: str, head: str, lines: Iterable[str]) -> str:
    before, _, rest = text.partition(head)
    after = rest[rest.index("\n\n") :]
    return before + head + "\n".join(lines) + after


def _thresholds(thresholds: Mapping[str, Mapping[str, float]]) -> Iterable[str]:
    for attribute, points in sorted(thresholds.items()):
        shown = (str(v) if v <= 1 else "never" for v in (points["flag"], points["reject"]))
        yield f"| {attribute} | {' | '.join(shown)} |"


def _figures(figures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Iterable[str]:
    for attribute, languages in sorted(figures.items()):
        for tag, of in sorted(languages.items()):
            auc, precision = of["auc"], of["average_precision"]
            counts = f"{of['rows']} | {of['positives']}"
            yield f"| {attribute} | {tag} | {counts} | {auc:.3f} | {precision:.3f} |"
