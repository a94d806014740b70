"""Each attribute is answered from the score that the page names, or refused."""

import re
from pathlib import Path

import pytest

from api.dropin.perspective import attributes
from classifier import ATTRIBUTES
from moderation import analysis
from store.tables import Site
from tests.api.dropin.perspective.conftest import Call
from tests.conftest import ScriptedModel

PAGE = Path(__file__).parents[4] / "docs" / "perspective.md"
TOLD = PAGE.read_text(encoding="utf-8").split("## Attributes")[1].split("\n## ")[0]
ANSWERED = {
    name: row[1]
    for row in re.findall(r"^\| (`.+?) \| `(\w+)` \|$", TOLD, re.M)
    for name in re.findall(r"`(\w+)`", row[0])
}
REFUSED = re.findall(r"`([A-Z_]+)`", TOLD.split("These are refused")[1])


def test_the_page_tells_every_attribute() -> None:
    assert ANSWERED == attributes.ANSWERED
    assert sorted(REFUSED) == sorted(attributes.REFUSED)
    assert f"`{attributes.HOLD}`" in TOLD


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_attribute_has_the_score_that_the_page_names(
    analyze: Call, model: ScriptedModel, name: str
) -> None:
    ours = {one: 0.1 + place / 20 for place, one in enumerate(ATTRIBUTES)}
    model.words["idiot"] = ours
    found = analyze("Quel idiot.", name).json["attributeScores"]
    assert found[name]["summaryScore"]["value"] == ours[ANSWERED[name]]


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_attribute_that_nobody_taught_is_refused(analyze: Call, name: str) -> None:
    error = analyze("Quel idiot.", name).json["error"]
    assert error["details"][0]["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"


def test_how_near_a_text_is_to_being_held(analyze: Call, model: ScriptedModel) -> None:
    def near(**scores: float) -> float:
        model.words["idiot"] = scores
        found = analyze("Quel idiot.", "TAMIS_HOLD").json["attributeScores"]["TAMIS_HOLD"]
        value: float = found["summaryScore"]["value"]
        return value

    # The scripted model flags at 0.6.
    assert near(threat=0.3) == pytest.approx(0.25)
    assert near(threat=0.6) == pytest.approx(0.5)
    assert near(threat=0.3, spam=0.8) == pytest.approx(0.75)
    assert near(threat=1.0) == pytest.approx(1.0)


@pytest.mark.parametrize(("flag", "near"), [(0.0, 0.7), (1.0, 0.2), (1.5, 0.0)])
def test_a_threshold_of_never_holds_nothing(site: Site, flag: float, near: float) -> None:
    site.policy = {"thresholds": {name: {"flag": 2, "reject": 2} for name in ATTRIBUTES}}
    site.policy["thresholds"]["spam"] = {"flag": flag, "reject": 2}
    assert analysis.nearness(site, {"spam": 0.4}) == pytest.approx(near)
