"""Approve, reject, undo, and two people who decide at once."""

import re

import pytest
from flask import Flask

from moderation import intake, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Comment, Site
from tests.api.pages.conftest import Browser
from tests.helpers import decided, score

TEXT = "Espèce d’idiot !"


@pytest.fixture
def waiting(site: Site) -> Comment:
    return decided(site, TEXT)


def status(site: Site, comment: Comment) -> str:
    return intake.get(site, comment.id).status


def test_it_works(moderator: Browser, site: Site, waiting: Comment) -> None:
    response = moderator.decide(waiting.id, "approve", back="/moderation?order=harm")
    assert (response.status_code, response.location) == (303, "/moderation?order=harm")
    assert status(site, waiting) == "approved"
    page = moderator.get("/moderation?order=harm").text
    news = page.split('class="news"')[1].split("<template")[0]
    assert "Commentaire approuvé." in news and "Annuler" in news
    assert TEXT not in page


def test_a_rejection_says_why(
    moderator: Browser, site: Site, waiting: Comment, camille: Person
) -> None:
    moderator.decide(waiting.id, "reject", reason="off_topic")
    assert intake.get(site, waiting.id).reasons == ["off_topic"]
    assert "Commentaire rejeté : Hors sujet." in moderator.get("/moderation").text


def test_an_approval_takes_no_reason_from_the_list(
    moderator: Browser, site: Site, waiting: Comment
) -> None:
    moderator.decide(waiting.id, "approve", reason="spam")
    assert intake.get(site, waiting.id).reasons == ["fine"]


def test_the_likely_reason_is_chosen_already(moderator: Browser, waiting: Comment) -> None:
    page = moderator.get("/moderation").text
    assert re.search(r'<option value="insult" selected>', page)
    assert '<option value="fine"' not in page


def test_the_forms_on_the_page_do_what_they_say(
    moderator: Browser, site: Site, waiting: Comment
) -> None:
    page = moderator.get("/moderation").text
    form = re.search(r'<form[^>]*choice-reject" action="([^"]+)">(.*?)</form>', page, re.DOTALL)
    assert form
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[2]))
    assert moderator.flask.post(form[1], data=sent).status_code == 303
    assert status(site, waiting) == "rejected"


def test_a_decision_can_be_undone_from_the_news(
    moderator: Browser, site: Site, waiting: Comment
) -> None:
    moderator.decide(waiting.id, "reject", reason="insult")
    page = moderator.get("/moderation").text
    undo = re.search(r'action="(/moderation/decisions/[^"]+/undo)"', page)
    assert undo
    assert moderator.post(undo[1]).status_code == 303
    assert status(site, waiting) == "flagged"
    page = moderator.get("/moderation").text
    assert "Annulé : le commentaire est de nouveau à décider." in page and TEXT in page


@pytest.mark.parametrize(("first", "then"), [("approve", "reject"), ("reject", "approve")])
def test_an_earlier_decision_can_be_reversed(
    moderator: Browser, site: Site, waiting: Comment, first: str, then: str
) -> None:
    moderator.decide(waiting.id, first)
    seen = status(site, waiting)
    moderator.decide(waiting.id, then, expected_status=seen)
    assert status(site, waiting) == review.OUTCOMES[then]


def test_a_late_decision_is_shown_the_other_and_changes_nothing(
    moderator: Browser, colleague: Browser, site: Site, waiting: Comment
) -> None:
    moderator.decide(waiting.id, "reject", reason="threat")
    response = colleague.decide(waiting.id, "approve")
    assert response.status_code == 409
    for text in (
        "Décidé entre-temps",
        "Votre décision n’a pas été appliquée.",
        "Camille l’a rejeté il y a ",
        "Menace ou appel à la violence",
        TEXT,
    ):
        assert text in response.text, text
    assert status(site, waiting) == "rejected"


def test_ones_own_other_tab_is_called_you(moderator: Browser, waiting: Comment) -> None:
    moderator.decide(waiting.id, "reject")
    assert "Vous l’avez rejeté" in moderator.decide(waiting.id, "approve").text


def test_a_text_edited_since_is_not_decided_unread(
    moderator: Browser, site: Site, waiting: Comment
) -> None:
    intake.edit(site, waiting.id, "Toujours un idiot.")
    score(waiting)
    response = moderator.decide(waiting.id, "approve", expected_revision=1)
    assert response.status_code == 409
    assert "Toujours un idiot." in response.text
    assert status(site, waiting) == "flagged"


def test_an_undo_that_comes_too_late_changes_nothing(
    moderator: Browser, site: Site, waiting: Comment, camille: Person, dominique: Person
) -> None:
    mine = review.decide(camille, waiting.id, Choice("reject"))
    review.decide(dominique, waiting.id, Choice("approve"))
    assert moderator.post(f"/moderation/decisions/{mine.id}/undo").status_code == 409
    assert status(site, waiting) == "approved"


def test_a_deleted_comment_is_not_found(moderator: Browser, site: Site, waiting: Comment) -> None:
    intake.delete(site, waiting.id)
    response = moderator.decide(waiting.id, "approve")
    assert response.status_code == 404
    assert response.mimetype == "text/html"


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delete"},
        {"action": ""},
        {"reason": "\x00"},
        {"reason": "honeypot", "action": "reject"},
        {"expected_status": "x"},
        {"expected_revision": "deux"},
        {"expected_revision": "9" * 30},
        {"expected_revision": ""},
    ],
)
def test_a_form_that_no_page_made_is_refused(
    moderator: Browser, site: Site, waiting: Comment, changes: dict[str, str]
) -> None:
    response = moderator.decide(waiting.id, **({"action": "reject"} | changes))
    assert response.status_code == 400
    assert response.mimetype == "text/html"
    assert status(site, waiting) == "flagged"


def test_back_never_leads_to_another_site(moderator: Browser, waiting: Comment) -> None:
    response = moderator.decide(waiting.id, "approve", back="//evil.example/moderation")
    assert response.location == "/moderation"


def test_only_a_persons_decision_can_be_undone_here(
    moderator: Browser, waiting: Comment, camille: Person, app: Flask
) -> None:
    scored = review.history(camille, waiting.id)[-1]
    assert moderator.post(f"/moderation/decisions/{scored.id}/undo").status_code == 422
