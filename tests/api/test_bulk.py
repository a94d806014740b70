"""Bulk decisions over JSON: each comment answered on its own, bad requests refused whole."""

import uuid
from typing import Any

import pytest

from moderation import bulk, sites
from store.tables import Site
from tests.api.conftest import Client
from tests.helpers import decided

PATH = "/v1/decisions/bulk"


def items(*ids: str, status: str = "flagged") -> list[dict[str, Any]]:
    return [{"id": one, "expected_status": status} for one in ids]


def test_many_are_decided_and_taken_back(site: Site, client: Client, moderator: Client) -> None:
    ids = [decided(site, f"Une promo, numéro {n}").id for n in range(3)]
    body = {"comments": items(*ids), "action": "reject", "reason": "spam", "note": "Campagne."}
    made = moderator.post(PATH, body)
    assert (made.status_code, made.json["decided"]) == (200, 3)
    assert [one["decision"]["to"] for one in made.json["results"]] == ["rejected"] * 3
    assert {one["decision"]["batch"] for one in made.json["results"]} == {made.json["batch"]}
    undone = moderator.post(f"{PATH}/{made.json['batch']}/undo")
    assert (undone.status_code, undone.json["decided"]) == (200, 3)
    assert client.get(f"/v1/comments/{ids[0]}").json["status"] == "flagged"
    again = moderator.post(f"{PATH}/{made.json['batch']}/undo")
    assert [one["status"] for one in again.json["results"]] == [409] * 3


def test_each_refusal_is_told_beside_what_was_done(site: Site, moderator: Client) -> None:
    fine, promo = decided(site), decided(site, "Une promo")
    theirs = decided(sites.add("autre", "Autre"), "Une promo")
    ids = (fine.id, promo.id, theirs.id, str(uuid.uuid4()))
    made = moderator.post(PATH, {"comments": items(*ids), "action": "reject"}).json
    assert [one["status"] for one in made["results"]] == [409, 201, 404, 404]
    assert made["results"][0]["problem"]["comment"]["status"] == "approved"
    assert [one["id"] for one in made["results"]] == list(ids)


ONE = str(uuid.uuid4())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "reject"}, "comments"),
        ({"comments": [], "action": "reject"}, "comments"),
        ({"comments": "all", "action": "reject"}, "comments"),
        ({"comments": items(ONE, ONE), "action": "reject"}, "comments"),
        ({"comments": items(ONE), "action": "delete"}, "action"),
        ({"comments": items(ONE), "action": "reject", "reason": "because"}, "reason"),
        ({"comments": items(ONE), "action": "reject", "note": "\x00"}, "note"),
        ({"comments": items("x"), "action": "reject"}, "comments.0.id"),
        ({"comments": [7], "action": "reject"}, "comments.0"),
        ({"comments": [{"id": ONE}], "action": "reject"}, "comments.0.expected_status"),
        ({"comments": items(ONE, status="gone"), "action": "reject"}, "comments.0.expected_status"),
        (
            {"comments": items(*(str(uuid.uuid4()) for _ in range(1001))), "action": "reject"},
            "comments",
        ),
    ],
)
def test_a_bad_request_names_its_field(moderator: Client, body: dict[str, Any], field: str) -> None:
    answer = moderator.post(PATH, body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_only_moderators_and_only_batches_that_are(client: Client, moderator: Client) -> None:
    assert client.post(PATH, {"comments": items(ONE), "action": "reject"}).status_code == 401
    assert moderator.post(f"{PATH}/{ONE}/undo").status_code == 404
    assert bulk.MOST == 1000
