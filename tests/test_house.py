"""What import-linter cannot say of the house: settings.py is below every room."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = {"api", "cli", "worker", "moderation", "classifier", "store"}


def test_the_settings_know_no_room() -> None:
    tree = ast.parse((ROOT / "settings.py").read_text(encoding="utf-8"))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    assert not imported & ROOMS
