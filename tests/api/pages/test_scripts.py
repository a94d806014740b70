"""Every script of the pages is a module that parses: a slip would silently take a page's keys."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = sorted((Path(__file__).parents[3] / "api" / "static").glob("*.js"))


def checked(text: str) -> subprocess.CompletedProcess[str]:
    """What node says of a module; a file named .js would be read as another kind of script."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on the PATH: the pages' scripts are not checked")
    command = [node, "--input-type=module", "--check", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_parses(script: Path) -> None:
    done = checked(script.read_text(encoding="utf-8"))
    assert done.returncode == 0, done.stderr


def test_a_slip_is_noticed() -> None:
    assert SCRIPTS
    assert checked("import { a from './b.js';").returncode != 0
    assert checked("await 1; export const a = 1;").returncode == 0
