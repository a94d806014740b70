"""The code on the pages about moving runs as it stands there, but for the address."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.api.live import serving

DOCS = Path(__file__).parents[4] / "docs" / "migrate"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def code(page: str, language: str, word: str) -> str:
    """The block in `language` that has `word` in it."""
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.M | re.S)
    [found] = [block for block in blocks if word in block]
    return re.sub(r"^   ", "", found, flags=re.M)


def test_the_python_page(app: Flask, perspective_key: str) -> None:
    pytest.importorskip("googleapiclient.discovery")
    block = code("perspective-python.md", "python", "discovery.build")
    names: dict[str, Any] = {"KEY": perspective_key}
    with serving(app) as port:
        exec(block.replace("https://tamis.example.org", f"http://127.0.0.1:{port}"), names)
    names["client"].close()
    assert set(names["answer"]["attributeScores"]) == {"TOXICITY", "SPAM"}


@pytest.mark.parametrize(
    ("package", "more"),
    [
        ("googleapis", "console.log(value);"),
        (
            "perspective-api-client",
            "const Perspective = require('perspective-api-client');"
            "const answer = await new Perspective({ apiKey: KEY }).analyze('Bonjour');"
            "console.log(answer.attributeScores.TOXICITY.summaryScore.value);",
        ),
    ],
)
def test_the_javascript_page(
    app: Flask, perspective_key: str, tmp_path: Path, package: str, more: str
) -> None:
    modules = Path(os.environ.get("NODE_PATH", "nowhere"))
    node = shutil.which("node")
    if node is None or not (modules / package).is_dir():
        pytest.skip(f"node or the client {package} is not here (NODE_PATH)")
    # Imports look beside the script, not in NODE_PATH.
    (tmp_path / "node_modules").symlink_to(modules)
    block = code("perspective-javascript.md", "js", f"'{package}'")
    with serving(app) as port:
        block = block.replace("https://tamis.example.org", f"http://127.0.0.1:{port}")
        script = tmp_path / "page.mjs"
        script.write_text(f"const KEY = '{perspective_key}';\n{block}\n{more}\n", encoding="utf-8")
        command = [node, str(script)]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stdout) == (0, "0.02\n"), ran.stderr
