"""A flood as one page with one decision, what was taken out of it, and its undoing."""

import re

import pytest

from moderation import groups, intake, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Site
from tests.api.pages.conftest import Browser
from tests.helpers import decided

SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def flood(site: Site) -> list[str]:
    texts = [f"Une promo chez moi : https://zanvilla-boutik.example/?n={n}" for n in range(3)]
    return [decided(site, text).id for text in texts]


def statuses(site: Site, ids: list[str]) -> list[str]:
    return [intake.get(site, one).status for one in ids]


def test_a_card_leads_to_its_group(moderator: Browser, site: Site, flood: list[str]) -> None:
    alone = decided(site, "Quel idiot, cet auteur.").id
    page = moderator.get("/moderation").text
    assert page.count("2 commentaires semblables") == 3
    assert f'href="/moderation/similar/{flood[1]}"' in page
    assert f'href="/moderation/similar/{alone}"' not in page
    shown = SEEN.findall(moderator.get(f"/moderation/similar/{flood[1]}").text)
    assert shown == [f"{one}:flagged:1" for one in (flood[1], flood[0], flood[2])]


def test_a_card_tells_the_very_second_and_a_line_of_a_flood_not(
    moderator: Browser, flood: list[str]
) -> None:
    exact = re.compile(r'<time datetime="[^"]+" title="')
    assert len(exact.findall(moderator.get("/moderation").text)) == 3
    page = moderator.get(f"/moderation/similar/{flood[1]}").text
    assert page.count("<time datetime=") == 3 and not exact.search(page)


def test_a_card_says_where_it_stopped_counting(
    moderator: Browser, site: Site, flood: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "MOST_COUNTED", 2)
    assert moderator.get("/moderation").text.count("2 commentaires semblables ou davantage") == 3


def test_what_the_first_comment_does_not_say_is_marked(moderator: Browser, site: Site) -> None:
    first = decided(site, "Cette promo est superbe, achetez vite des montres suisses.").id
    decided(site, "Cette promo est magnifique, achetez vite des montres suisses.")
    page = moderator.get(f"/moderation/similar/{first}").text
    assert "<mark>magnifique</mark>" in page and "<mark>superbe" not in page


def test_one_decision_for_what_is_chosen_and_one_undo(
    moderator: Browser, site: Site, flood: list[str]
) -> None:
    shown = SEEN.findall(moderator.get(f"/moderation/similar/{flood[0]}").text)
    form = {"seen": shown[:2], "action": "reject", "reason": "spam", "back": "/moderation"}
    answer = moderator.post("/moderation/bulk", form)
    assert (answer.status_code, answer.location) == (303, "/moderation")
    assert statuses(site, flood) == ["rejected", "rejected", "flagged"]
    page = moderator.get("/moderation").text
    assert "2 commentaires rejetés." in page
    assert "Vous avez rejeté 2 commentaires d’un coup" in moderator.get("/moderation/mine").text
    undo = re.search(r'action="(/moderation/batches/[^"]+/undo)"', page)
    assert undo and moderator.post(undo[1]).status_code == 303
    assert statuses(site, flood) == ["flagged"] * 3
    assert "2 décisions annulées." in moderator.get("/moderation").text


def test_what_was_decided_meanwhile_is_told(
    moderator: Browser, site: Site, flood: list[str], dominique: Person
) -> None:
    shown = SEEN.findall(moderator.get(f"/moderation/similar/{flood[0]}").text)
    review.decide(dominique, flood[2], Choice("approve"))
    moderator.post("/moderation/bulk", {"seen": shown, "action": "reject"})
    assert statuses(site, flood) == ["rejected", "rejected", "approved"]
    page = moderator.get("/moderation").text
    assert "2 commentaires rejetés. 1 autre avait changé entre-temps" in page


def test_a_group_whose_comments_were_all_decided_says_so(
    moderator: Browser, site: Site, camille: Person
) -> None:
    fine = decided(site).id
    page = moderator.get(f"/moderation/similar/{fine}").text
    assert "Rien de tel n’attend" in page and 'name="seen"' not in page


@pytest.mark.parametrize(
    "form",
    [
        {"action": "reject"},
        {"action": "delete", "seen": "ONE:flagged:1"},
        {"action": "reject", "seen": "ONE:flagged"},
        {"action": "reject", "seen": "ONE:gone:1"},
        {"action": "reject", "seen": "ONE:flagged:0"},
        {"action": "reject", "seen": "x\x00:flagged:1"},
        {"action": "reject", "seen": "ONE:flagged:1", "reason": "because"},
    ],
)
def test_a_form_that_the_page_did_not_write_is_refused(
    moderator: Browser, site: Site, flood: list[str], form: dict[str, str]
) -> None:
    sent = {name: value.replace("ONE", flood[0]) for name, value in form.items()}
    assert moderator.post("/moderation/bulk", sent).status_code == 400
    assert statuses(site, flood) == ["flagged"] * 3


def test_nobody_opens_or_undoes_what_is_on_other_sites(
    outsider: Browser, moderator: Browser, flood: list[str]
) -> None:
    assert outsider.get(f"/moderation/similar/{flood[0]}").status_code == 404
    moderator.get(f"/moderation/similar/{flood[0]}")
    moderator.post("/moderation/bulk", {"seen": f"{flood[0]}:flagged:1", "action": "reject"})
    undo = re.search(r"/moderation/batches/[^\"]+/undo", moderator.get("/moderation").text)
    assert undo and outsider.post(undo[0]).status_code == 404
