"""Leases over the API: taken, renewed, put down, and what the late are told."""

import pytest
from flask import Flask

from moderation import leases, moderators, review
from moderation.moderators import Person
from moderation.review import Choice
from store.tables import Comment, Site
from tests.api.conftest import Client
from tests.conftest import Clock
from tests.helpers import decided


@pytest.fixture
def waiting(site: Site, clock: Clock) -> Comment:
    return decided(site, "Quel idiot, cet auteur.")


@pytest.fixture
def colleague(app: Flask, dominique: Person) -> Client:
    return Client(app.test_client(), moderators.issue_token(dominique.moderator.email))


def test_it_is_taken_renewed_and_put_down(
    moderator: Client, colleague: Client, waiting: Comment
) -> None:
    path = f"/v1/comments/{waiting.id}/lease"
    first = moderator.post(path)
    assert (first.status_code, first.json["token"]) == (200, 1)
    assert moderator.post(path).json["token"] == 1
    refused = colleague.post(path)
    assert (refused.status_code, refused.json["code"]) == (409, "leased")
    assert refused.json["looking"] == "camille"
    assert moderator.send("DELETE", f"{path}?token=1").status_code == 204
    assert colleague.post(path).json["token"] == 2


def test_a_late_decision_is_told_who_has_it_now(
    moderator: Client, dominique: Person, waiting: Comment, clock: Clock
) -> None:
    lease = moderator.post(f"/v1/comments/{waiting.id}/lease").json["token"]
    clock.move(60)
    leases.take(dominique, waiting.id)
    body = {"action": "approve", "expected_status": "flagged", "lease": lease}
    answer = moderator.post(f"/v1/comments/{waiting.id}/decisions", body)
    assert (answer.status_code, answer.json["code"]) == (409, "lease_lost")
    assert answer.json["looking"] == "dominique"
    assert answer.json["comment"]["status"] == "flagged"


def test_a_late_decision_is_told_what_the_other_decided(
    moderator: Client, dominique: Person, waiting: Comment
) -> None:
    lease = moderator.post(f"/v1/comments/{waiting.id}/lease").json["token"]
    review.decide(dominique, waiting.id, Choice("reject", "insult"))
    answer = moderator.post(
        f"/v1/comments/{waiting.id}/decisions", {"action": "approve", "lease": lease}
    )
    assert (answer.status_code, answer.json["code"]) == (409, "lease_lost")
    assert answer.json["decision"]["to"] == "rejected"
    assert "looking" not in answer.json and "@" not in answer.text


def test_the_answer_says_until_when_a_decision_is_held(moderator: Client, waiting: Comment) -> None:
    answer = moderator.post(f"/v1/comments/{waiting.id}/decisions", {"action": "approve"})
    assert answer.json["held_until"] > answer.json["at"]


@pytest.mark.parametrize("query", ["", "?token=0", "?token=x", "?token=1&more=1", "?token=1e99"])
def test_a_release_must_name_its_token(moderator: Client, waiting: Comment, query: str) -> None:
    answer = moderator.send("DELETE", f"/v1/comments/{waiting.id}/lease{query}")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


@pytest.mark.parametrize("lease", [0, -1, 2**31, 1.5, "1", True, [1]])
def test_a_token_is_a_whole_number(moderator: Client, waiting: Comment, lease: object) -> None:
    body = {"action": "approve", "lease": lease}
    answer = moderator.post(f"/v1/comments/{waiting.id}/decisions", body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["lease"])


def test_only_moderators_take_leases(client: Client, stranger: Client, waiting: Comment) -> None:
    for who in (client, stranger):
        assert who.post(f"/v1/comments/{waiting.id}/lease").status_code == 401
