"""The queue along a score: a picture, a sample, one decision with what the sample promises."""

import re

import pytest

from moderation import intake, ranges, sites
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.conftest import ScriptedModel
from tests.helpers import decided

HIDDEN = re.compile(r'type="hidden" name="(seen|attribute|low|high|size)" value="([^"]+)"')
SAMPLE = re.compile(r'name="wrong" value="([^"]+)"')


@pytest.fixture
def ids(site: Site, model: ScriptedModel) -> list[str]:
    """Forty comments with spam scores from 60 to 79 percent, two on each."""
    model.words = {f"n{n:02}": {"spam": 0.6 + n / 2 // 1 / 100} for n in range(40)}
    return [decided(site, f"Un avis, n{n:02} de la série.").id for n in range(40)]


def hidden(page: str) -> dict[str, list[str]]:
    """What the form sends along."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        found.setdefault(name, []).append(value)
    return found


def test_the_picture_has_a_dot_for_each_and_the_table_says_the_same(
    moderator: Browser, ids: list[str]
) -> None:
    page = moderator.get("/moderation/range?attribute=spam").text
    assert page.count("<circle") == len(ids)
    assert "60–70&nbsp;%</th><td>20</td>" in page
    assert 'aria-label="40 commentaires selon leur score"' in page


def test_a_crowded_picture_says_what_a_dot_stands_for(moderator: Browser, site: Site) -> None:
    for number in range(25):
        decided(site, f"Une promo, {number}.")
    page = moderator.get("/moderation/range").text
    assert page.count("<circle") == 13
    assert "Chaque point représente 2 commentaires." in page


def test_who_asks_again_or_for_more_gets_the_same_draw(moderator: Browser, ids: list[str]) -> None:
    path = "/moderation/range?attribute=spam&low=65&high=74&size="
    first, again, more, other = (
        moderator.get(address).text
        for address in (f"{path}5", f"{path}5&seed=7", f"{path}10", f"{path}5".replace("65", "66"))
    )
    drawn = SAMPLE.findall(first)
    assert drawn == SAMPLE.findall(again) == SAMPLE.findall(more)[:5] != SAMPLE.findall(other)
    assert len(SAMPLE.findall(more)) == 10
    assert {value.partition(":")[0] for value in hidden(first)["seen"]} == set(ids[10:30])


def test_one_decision_for_the_range_but_not_for_what_was_marked_or_came_later(
    moderator: Browser, site: Site, ids: list[str], model: ScriptedModel
) -> None:
    page = moderator.get("/moderation/range?attribute=spam&low=60&high=69").text
    assert "20 lus, tous à leur place : c’est le cas d’au moins 100 % des 20" in page
    fields = hidden(page)
    late = decided(site, "Encore un avis, n05 de la série.").id
    wrong = SAMPLE.findall(page)[0]
    moderator.post("/moderation/range", {**fields, "wrong": wrong, "action": "reject"})
    assert intake.get(site, wrong).status == intake.get(site, late).status == "flagged"
    assert {intake.get(site, one).status for one in ids[:20] if one != wrong} == {"rejected"}
    assert {intake.get(site, one).status for one in ids[20:]} == {"flagged"}
    page = moderator.get("/moderation").text
    told = "20 lus, dont 1 à part : au moins 95 % des 20"
    assert "19 commentaires rejetés. Par score : indésirable de 60 à 69 %. " + told in page
    decided_on = next(one for one in ids[:20] if one != wrong)
    assert told in moderator.get(f"/moderation/comments/{decided_on}").text
    assert told in moderator.get("/moderation/mine").text
    undo = re.search(r"/moderation/batches/[^\"]+/undo", page)
    assert undo and moderator.post(undo[0]).status_code == 303
    assert {intake.get(site, one).status for one in ids} == {"flagged"}


@pytest.mark.parametrize(
    "query", ["low=x", "low=-5&high=900", "attribute=age", "size=7", "until=soon", "low=99"]
)
def test_what_makes_no_sense_counts_as_not_asked(moderator: Browser, query: str) -> None:
    assert moderator.get(f"/moderation/range?{query}").status_code == 200


def test_a_form_that_the_page_did_not_write_is_refused(
    moderator: Browser, site: Site, ids: list[str]
) -> None:
    page = moderator.get("/moderation/range?low=60&high=62&size=5").text
    fields, drawn = hidden(page), SAMPLE.findall(page)
    seen = [value.partition(":")[0] for value in fields["seen"]]
    other = next(one for one in seen if one not in drawn)
    for more in (
        {"action": "delete"},
        {"action": "reject", "wrong": other},
        {"action": "reject", "wrong": "nothing"},
        {"action": "reject", "wrong": drawn, "seen": [f"{one}:flagged:1" for one in drawn]},
    ):
        assert moderator.post("/moderation/range", {**fields, **more}).status_code == 400
    assert {intake.get(site, one).status for one in ids} == {"flagged"}


def test_the_sites_thresholds_are_in_the_picture(moderator: Browser, site: Site) -> None:
    limits = {"spam": {"flag": 0.6, "reject": 0.9}, "insult": {"flag": 0.5, "reject": 2}}
    sites.change_policy(site.id, {"thresholds": limits})
    page = moderator.get("/moderation/range?attribute=spam").text
    assert 'class="limit limit-flag" x1="600.0"' in page
    assert 'class="limit limit-reject" x1="900.0"' in page
    assert "retenu à partir de 60 %" in page and "rejeté à partir de 90 %" in page
    limits["insult"] = {"flag": 0.5, "reject": 0.9977}
    sites.change_policy(site.id, {"thresholds": limits})
    page = moderator.get("/moderation/range?attribute=insult").text
    assert "rejeté à partir de 99,77 %" in page
    limits["insult"] = {"flag": 0.5, "reject": 2}
    sites.change_policy(site.id, {"thresholds": limits})
    page = moderator.get("/moderation/range?attribute=insult").text
    assert "retenu à partir de 50 %" in page and "limit-reject" not in page


def test_a_queue_too_long_for_the_picture_says_so_and_can_be_narrowed(
    moderator: Browser, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranges, "MOST_SHOWN", 30)
    page = moderator.get("/moderation/range").text
    assert "40 commentaires attendent ici ; seuls les 30 plus récents" in page
    assert page.count("<circle") == 30
    narrow = moderator.get("/moderation/range?language=en").text
    assert "attendent ici" not in narrow and "<circle" not in narrow
    assert "<circle" not in moderator.get("/moderation/range?until=2020-01-01").text


def test_only_the_sample_counts_as_read_today(moderator: Browser, ids: list[str]) -> None:
    page = moderator.get("/moderation/range?attribute=spam&size=5").text
    moderator.post("/moderation/range", {**hidden(page), "action": "approve"})
    assert "5 commentaires lus aujourd’hui" in moderator.get("/moderation").text


def test_another_sites_range_is_not_there(moderator: Browser, outsider: Browser) -> None:
    assert moderator.get("/moderation/range?site=demo").status_code == 404
