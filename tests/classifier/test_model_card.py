"""The model card speaks of the model that is shipped."""

import json
from pathlib import Path

from classifier import ATTRIBUTES, card, storage

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


def test_a_new_model_writes_its_own_tables_and_says_what_it_cannot(tmp_path: Path) -> None:
    path = tmp_path / "card.md"
    path.write_text(CARD, encoding="utf-8")
    assert card.refresh(path, MANIFEST) == []
    assert path.read_text(encoding="utf-8") == CARD
    other = MANIFEST | {
        "version": "2027.01-0123abcd",
        "rows": {"mlma_fr": 7, "a_new_set": 8},
        "thresholds": {"spam": {"flag": 0.25, "reject": 2.0}},
    }
    assert card.refresh(path, other) == ["a_new_set"]
    changed = path.read_text(encoding="utf-8")
    assert "| mlma_fr | fr | 7 |" in changed
    assert "| spam | 0.25 | never |" in changed
    assert MANIFEST["version"] not in changed
