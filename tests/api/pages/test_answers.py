"""Scripts that stay on the page: the same forms answered as JSON."""

import re

import pytest
from werkzeug.test import TestResponse

from moderation import intake, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Comment, Site
from tests.api.pages.conftest import Browser
from tests.helpers import decided

JSON = {"Accept": "application/json"}


@pytest.fixture
def waiting(site: Site) -> Comment:
    return decided(site, "Espèce d’idiot !")


@pytest.fixture
def script(moderator: Browser) -> Browser:
    """A moderator's page whose script sends the forms."""
    moderator.headers = moderator.headers | JSON
    return moderator


def undo(browser: Browser, answer: TestResponse) -> TestResponse:
    return browser.post(answer.json["undo"])


def test_a_decision_says_what_was_done_and_how_to_undo_it(
    script: Browser, site: Site, waiting: Comment
) -> None:
    answer = script.decide(waiting.id, "reject", reason="insult")
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert answer.json["said"] == "Commentaire rejeté : Insulte envers une personne."
    assert answer.json["id"] == waiting.id
    assert answer.json["today"] == "1 commentaire lu aujourd’hui, dont 1 pénible"
    assert intake.get(site, waiting.id).status == "rejected"


def test_an_undo_brings_the_card_back_as_it_is_now(
    script: Browser, site: Site, waiting: Comment
) -> None:
    answer = undo(script, script.decide(waiting.id, "approve"))
    assert answer.status_code == 200
    assert f'data-id="{waiting.id}"' in answer.json["card"]
    assert 'name="expected_status" value="flagged"' in answer.json["card"]
    assert intake.get(site, waiting.id).status == "flagged"


def test_a_late_decision_gets_the_card_with_the_others_decision(
    script: Browser, waiting: Comment, dominique: Person
) -> None:
    review.decide(dominique, waiting.id, Choice("reject", reason="threat"))
    answer = script.decide(waiting.id, "approve")
    assert answer.status_code == 409
    assert answer.json["said"].startswith("Dominique l’a rejeté il y a ")
    for text in ("Votre décision n’a pas été appliquée.", answer.json["said"]):
        assert text in answer.json["card"]
    assert re.match(r"\s*<article ", answer.json["card"])


def test_a_late_undo_is_told_too(script: Browser, waiting: Comment, dominique: Person) -> None:
    made = script.decide(waiting.id, "reject")
    review.decide(dominique, waiting.id, Choice("approve"))
    assert undo(script, made).status_code == 409


@pytest.mark.parametrize(("action", "status"), [("delete", 400), ("approve", 200)])
def test_errors_are_one_sentence(
    script: Browser, waiting: Comment, action: str, status: int
) -> None:
    answer = script.decide(waiting.id, action)
    assert answer.status_code == status and answer.json["said"]


def test_a_deleted_comment_is_told(script: Browser, site: Site, waiting: Comment) -> None:
    intake.delete(site, waiting.id)
    answer = script.decide(waiting.id, "approve")
    assert answer.status_code == 404 and "n’y" in answer.json["said"]


def test_without_its_token_nothing_is_decided(
    script: Browser, site: Site, waiting: Comment
) -> None:
    script.token = "made up"
    answer = script.decide(waiting.id, "approve")
    assert answer.status_code == 403 and answer.json["said"]
    assert intake.get(site, waiting.id).status == "flagged"


def test_who_was_signed_out_is_told_and_nothing_is_decided(
    script: Browser, site: Site, waiting: Comment
) -> None:
    script.post("/moderation/logout")
    answer = script.decide(waiting.id, "approve")
    assert answer.status_code == 401 and "Reconnectez-vous" in answer.json["said"]
    assert intake.get(site, waiting.id).status == "flagged"
