"""The model card speaks of the model that is shipped."""

import json
from pathlib import Path

from classifier import ATTRIBUTES, storage

CARD = (Path(__file__).parents[2] / "docs" / "model-card.md").read_text(encoding="utf-8")
MANIFEST = json.loads((storage.SHIPPED / "model.json").read_text(encoding="utf-8"))


def test_it_names_every_set_with_its_rows() -> None:
    for source, rows in MANIFEST["rows"].items():
        assert any(
            line.startswith(f"| {source} |") and f"| {rows} |" in line for line in CARD.splitlines()
        ), source


def test_it_is_of_this_version() -> None:
    assert MANIFEST["version"] in CARD


def test_it_gives_every_threshold() -> None:
    for attribute in ATTRIBUTES:
        flag = MANIFEST["thresholds"][attribute]["flag"]
        assert f"| {attribute} | {flag if flag <= 1 else 'never'} |" in CARD
