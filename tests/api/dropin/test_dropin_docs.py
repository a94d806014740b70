"""The pages about other services' protocols are true."""

from pathlib import Path

import pytest

from api.dropin.coral.calls import STATUSES
from api.dropin.openai.categories import CATEGORIES
from api.dropin.openai.inputs import MODELS, MOST_TEXTS

DOCS = Path(__file__).parents[3] / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CATEGORIES)
def test_every_category_is_told_with_whether_it_is_judged(name: str) -> None:
    [row] = [line for line in read("openai.md").splitlines() if line.startswith(f"| `{name}` |")]
    assert ("not judged" in row) is (CATEGORIES[name] is None)


def test_the_models_and_limits_are_those_in_force() -> None:
    told = read("openai.md")
    assert [name for name in MODELS if f"`{name}`" not in told] == []
    assert f"at most {MOST_TEXTS} texts" in told


def test_corals_statuses_are_told() -> None:
    assert [word for word in STATUSES.values() if f"`{word}`" not in read("coral.md")] == []
