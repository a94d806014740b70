"""Moderators' JSON: the queue, decisions, undo, and the other's decision in a conflict."""

import re

import pytest
from flask import Flask

from api.auth import SESSION_KEY
from moderation import moderators
from moderation.moderators import Person
from moderation.policy import UNDO_SECONDS
from store.tables import Site
from tests.api.conftest import Client
from tests.conftest import Clock
from tests.helpers import decided

RUDE = "Quel idiot, cet auteur."


def test_the_queue_shows_why_each_comment_is_there(site: Site, moderator: Client) -> None:
    comment = decided(site, RUDE, author_email="lea@example.org", ip="192.0.2.1")
    answer = moderator.get("/v1/queue?site=gazette&reason=insult&order=harm")
    assert answer.status_code == 200
    [shown] = answer.json["comments"]
    assert (shown["id"], shown["site"]) == (comment.id, "gazette")
    assert [reason["code"] for reason in shown["reasons"]] == ["insult", "toxicity"]
    assert answer.json["by_reason"] == {"insult": 1}
    assert "lea@example.org" not in answer.text and "192.0.2.1" not in answer.text


def test_a_decision_publishes_and_its_undo_takes_it_back(
    site: Site, client: Client, moderator: Client, clock: Clock
) -> None:
    comment = decided(site, RUDE)
    path = f"/v1/comments/{comment.id}/decisions"
    made = moderator.post(path, {"action": "approve", "note": "ironie"})
    assert (made.status_code, made.json["to"]) == (201, "approved")
    assert client.get("/public/gazette/comments").json["comments"] == []
    clock.move(UNDO_SECONDS)
    assert client.get("/public/gazette/comments").json["comments"][0]["id"] == comment.id
    undone = moderator.post(f"/v1/decisions/{made.json['id']}/undo")
    assert (undone.status_code, undone.json["to"]) == (201, "flagged")
    assert client.get("/public/gazette/comments").json["comments"] == []


def test_who_comes_late_gets_the_others_decision(
    site: Site, moderator: Client, dominique: Person
) -> None:
    comment = decided(site, RUDE)
    path = f"/v1/comments/{comment.id}/decisions"
    other = Client(moderator.flask, moderators.issue_token(dominique.moderator.email))
    first = other.post(path, {"action": "reject", "reason": "insult"})
    late = moderator.post(path, {"action": "approve", "expected_status": "flagged"})
    assert (late.status_code, late.json["code"]) == (409, "already_decided")
    assert late.json["comment"]["status"] == "rejected"
    assert late.json["decision"]["id"] == first.json["id"]
    undo = f"/v1/decisions/{first.json['id']}/undo"
    assert [moderator.post(undo).status_code for _ in range(2)] == [201, 409]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "action"),
        ({"action": "delete"}, "action"),
        ({"action": "reject", "reason": "because"}, "reason"),
        ({"action": "reject", "expected_status": "gone"}, "expected_status"),
        ({"action": "reject", "note": "\x00"}, "note"),
    ],
)
def test_a_bad_decision_names_its_field(
    site: Site, moderator: Client, body: dict[str, str], field: str
) -> None:
    comment = decided(site, RUDE)
    answer = moderator.post(f"/v1/comments/{comment.id}/decisions", body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_site_keys_do_not_moderate_and_moderators_do_not_submit(
    client: Client, moderator: Client
) -> None:
    assert client.get("/v1/queue").status_code == 401
    assert moderator.get("/v1/comments").status_code == 401
    assert moderator.get("/v1/changes").status_code == 401


def test_a_browser_session_decides_only_with_its_csrf_token(
    app: Flask, site: Site, camille: Person
) -> None:
    comment = decided(site, RUDE)
    browser = app.test_client()
    with browser.session_transaction() as session:
        session[SESSION_KEY] = moderators.sign_in(camille.moderator.email, "un mot de passe")
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/moderation").text)
    assert found
    path, body = f"/v1/comments/{comment.id}/decisions", {"action": "approve"}
    refused = browser.post(path, json=body)
    assert (refused.status_code, refused.content_type) == (400, "application/problem+json")
    forged = browser.post(path, json=body, headers={"X-CSRFToken": "forged"})
    assert forged.status_code == 400
    assert browser.post(path, json=body, headers={"X-CSRFToken": found[1]}).status_code == 201
