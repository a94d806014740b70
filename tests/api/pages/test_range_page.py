"""The queue along a score: a picture, a sample, one decision with what the sample promises."""

import re

import pytest

from moderation import intake
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.conftest import ScriptedModel
from tests.helpers import decided

HIDDEN = re.compile(r'name="(seen|drawn)" value="([^"]+)"')


@pytest.fixture
def ids(site: Site, model: ScriptedModel) -> list[str]:
    """Forty comments with spam scores from 60 to 79 percent, two on each."""
    model.words = {f"n{n:02}": {"spam": 0.6 + n / 2 // 1 / 100} for n in range(40)}
    return [decided(site, f"Un avis, n{n:02} de la série.").id for n in range(40)]


def hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"seen": [], "drawn": []}
    for name, value in HIDDEN.findall(page):
        found[name].append(value)
    return found


def test_the_picture_has_a_dot_for_each_and_the_table_says_the_same(
    moderator: Browser, ids: list[str]
) -> None:
    page = moderator.get("/moderation/range?attribute=spam").text
    assert page.count("<circle") == len(ids)
    assert "60–70 %</th><td>20</td>" in page
    assert 'aria-label="40 commentaires selon leur score"' in page


def test_a_crowded_picture_says_what_a_dot_stands_for(moderator: Browser, site: Site) -> None:
    for number in range(25):
        decided(site, f"Une promo, {number}.")
    page = moderator.get("/moderation/range").text
    assert page.count("<circle") == 13
    assert "Chaque point représente 2 commentaires." in page


def test_the_same_seed_shows_the_same_sample_of_what_lies_between(
    moderator: Browser, ids: list[str]
) -> None:
    path = "/moderation/range?attribute=spam&low=65&high=74&size=10&seed="
    first, again, other = (hidden(moderator.get(f"{path}{seed}").text) for seed in (1, 1, 2))
    assert first == again
    assert set(first["drawn"]) != set(other["drawn"]) and first["seen"] == other["seen"]
    assert len(first["drawn"]) == 10
    assert {value.partition(":")[0] for value in first["seen"]} == set(ids[10:30])


def test_one_decision_for_the_range_but_not_for_what_was_marked_or_came_later(
    moderator: Browser, site: Site, ids: list[str], model: ScriptedModel
) -> None:
    page = moderator.get("/moderation/range?attribute=spam&low=60&high=69&seed=3").text
    assert "20 lus, tous à leur place : c’est le cas d’au moins 100 % des 20" in page
    fields = hidden(page)
    late = decided(site, "Encore un avis, n05 de la série.").id
    wrong = fields["drawn"][0]
    moderator.post("/moderation/range", {**fields, "wrong": wrong, "action": "reject"})
    assert intake.get(site, wrong).status == intake.get(site, late).status == "flagged"
    assert {intake.get(site, one).status for one in ids[:20] if one != wrong} == {"rejected"}
    assert {intake.get(site, one).status for one in ids[20:]} == {"flagged"}
    page = moderator.get("/moderation").text
    assert "19 commentaires rejetés. 20 lus, dont 1 à part : au moins 95 % des 20" in page
    undo = re.search(r"/moderation/batches/[^\"]+/undo", page)
    assert undo and moderator.post(undo[0]).status_code == 303
    assert {intake.get(site, one).status for one in ids} == {"flagged"}


@pytest.mark.parametrize(
    "query", ["low=x", "low=-5&high=900", "attribute=age", "size=7", "seed=9999999999999", "low=99"]
)
def test_what_makes_no_sense_counts_as_not_asked(moderator: Browser, query: str) -> None:
    assert moderator.get(f"/moderation/range?{query}").status_code == 200


def test_a_form_that_the_page_did_not_write_is_refused(
    moderator: Browser, site: Site, ids: list[str]
) -> None:
    fields = hidden(moderator.get("/moderation/range?low=60&high=62&seed=3&size=5").text)
    other = next(one for one in ids if one not in fields["drawn"])
    for more in (
        {"action": "delete"},
        {"action": "reject", "wrong": other},
        {"action": "reject", "drawn": "nothing"},
        {"action": "reject", "wrong": fields["drawn"], "seen": []},
    ):
        assert moderator.post("/moderation/range", {**fields, **more}).status_code == 400
    assert {intake.get(site, one).status for one in ids} == {"flagged"}


def test_another_sites_range_is_not_there(moderator: Browser, outsider: Browser) -> None:
    assert moderator.get("/moderation/range?site=demo").status_code == 404
