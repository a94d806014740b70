"""docs/operate.md held against the code."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")


def test_every_setting_is_explained_and_nothing_else_is() -> None:
    source = (ROOT / "settings.py").read_text(encoding="utf-8")
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', source)
    explained = re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.M)
    assert sorted(explained) == sorted(read)


def test_every_metric_is_one_that_is_published() -> None:
    source = (ROOT / "api" / "figures.py").read_text(encoding="utf-8")
    # The names are put together there from these parts.
    for name in set(re.findall(r"`(tamis_\w+)", PAGE)):
        parts = name.removeprefix("tamis_").removesuffix("_total").removesuffix("_seconds")
        assert parts.removeprefix("oldest_") in source, name
