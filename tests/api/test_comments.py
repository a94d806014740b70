"""POST /v1/comments and what a site does with its comments afterwards."""

import pytest

from moderation import keys, sites
from moderation.moderators import Person
from tests.api.conftest import Client

GOOD = {"thread": "/article", "text": "Merci pour cet article."}


def test_it_stores_a_comment_and_answers_202(client: Client) -> None:
    answer = client.post("/v1/comments", GOOD)
    assert answer.status_code == 202
    assert answer.json["status"] == "pending"
    read = client.get(answer.headers["Location"])
    assert (read.status_code, read.json["text"]) == (200, GOOD["text"])


@pytest.mark.usefixtures("at_once")
def test_with_prefer_wait_the_verdict_comes_with_the_answer(client: Client) -> None:
    answer = client.post("/v1/comments", GOOD, Prefer="wait=5")
    assert (answer.status_code, answer.json["status"]) == (200, "approved")
    assert answer.headers["Preference-Applied"] == "wait=5"
    assert answer.json["reasons"] == [{"code": "no_concern", "message": "Rien à signaler"}]
    assert set(answer.json["scores"]) >= {"spam", "toxicity"}


def test_waiting_ends_with_202_when_no_worker_comes(client: Client) -> None:
    answer = client.post("/v1/comments", GOOD, Prefer="wait=0.2, wait=1")
    assert (answer.status_code, answer.json["status"]) == (202, "pending")


@pytest.mark.usefixtures("at_once")
def test_reasons_speak_the_clients_language(client: Client) -> None:
    answer = client.post("/v1/comments", GOOD, Accept_Language="en", Prefer="wait=1")
    assert answer.json["reasons"][0]["message"] == "Nothing of concern found"


def test_everything_that_the_contract_names_is_accepted(client: Client) -> None:
    author = {"name": "Léa", "email": "lea@example.org", "url": "https://x.example", "id": 12}
    context = {
        "ip": "2001:db8::1",
        "user_agent": "Mozilla",
        "referrer": "https://gazette.example/",
        "article_title": "Titre",
        "article_text": "Corps",
        "article_published_at": "2026-11-01T10:00:00+01:00",
        "honeypot": "",
        "seconds_to_submit": 31.5,
        "javascript": True,
        "author_role": "subscriber",
    }
    full = GOOD | {
        "author": author,
        "parent": 7,
        "external_id": 99,
        "language": "fr_FR",
        "posted_at": "2026-11-24T09:00:00",
        "context": context,
    }
    answer = client.post("/v1/comments", full)
    assert answer.status_code == 202
    assert (answer.json["external_id"], answer.json["parent"]) == ("99", "7")
    assert answer.json["posted_at"] == "2026-11-24T09:00:00+00:00"
    assert answer.json["author"] == {"name": "Léa", "url": "https://x.example"}
    assert "lea@example.org" not in answer.text and "2001:db8" not in answer.text


def test_the_same_idempotency_key_gives_the_first_comment(client: Client) -> None:
    first = client.post("/v1/comments", GOOD, Idempotency_Key="k1")
    again = client.post("/v1/comments", GOOD, Idempotency_Key="k1")
    assert (again.status_code, again.json["id"]) == (202, first.json["id"])
    other = client.post("/v1/comments", GOOD | {"text": "Autre"}, Idempotency_Key="k1")
    assert (other.status_code, other.json["code"]) == (409, "key_reused")


@pytest.mark.usefixtures("at_once")
def test_an_edit_is_scored_again(client: Client) -> None:
    made = client.post("/v1/comments", GOOD).json
    edited = client.send("PATCH", f"/v1/comments/{made['id']}", {"text": "Quel idiot !"})
    assert edited.status_code == 202
    read = client.get(f"/v1/comments/{made['id']}").json
    assert (read["status"], read["revision"]) == ("flagged", 2)


def test_a_deleted_comment_is_gone(client: Client) -> None:
    made = client.post("/v1/comments", GOOD | {"external_id": "7"}).json
    path = f"/v1/comments/{made['id']}"
    assert client.send("DELETE", path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.send("DELETE", path).status_code == 404
    again = client.post("/v1/comments", GOOD | {"external_id": "7"})
    assert (again.status_code, again.json["code"]) == (409, "comment_deleted")


@pytest.mark.usefixtures("at_once")
def test_listings_go_by_cursor_and_filter(client: Client) -> None:
    for number in range(5):
        client.post("/v1/comments", {"thread": f"/{number % 2}", "text": f"Texte {number}"})
    client.post("/v1/comments", {"thread": "/0", "text": "idiot"})
    first = client.get("/v1/comments?status=approved&limit=3").json
    rest = client.get(f"/v1/comments?status=approved&limit=3&after={first['next']}").json
    texts = [comment["text"] for comment in first["comments"] + rest["comments"]]
    assert texts == [f"Texte {number}" for number in range(5)]
    assert rest["next"] is None
    assert len(client.get("/v1/comments?thread=/0").json["comments"]) == 4


@pytest.mark.usefixtures("at_once")
def test_reports_flag_an_approved_comment(client: Client) -> None:
    made = client.post("/v1/comments", GOOD).json
    path = f"/v1/comments/{made['id']}/reports"
    answers = [client.post(path, {"reporter": who}) for who in "aabc"]
    assert [answer.status_code for answer in answers] == [201] * 4
    assert [answer.json["counted"] for answer in answers] == [True, False, True, True]
    assert answers[-1].json["status"] == "flagged"


@pytest.mark.usefixtures("at_once")
def test_a_batch_answers_each_on_its_own(client: Client) -> None:
    sent = [GOOD, {"thread": "/a"}, 7, GOOD | {"external_id": "1"}, GOOD | {"external_id": "1"}]
    answer = client.post("/v1/comments/batch", {"comments": sent})
    assert answer.status_code == 202
    statuses = [result["status"] for result in answer.json["results"]]
    assert statuses == [202, 422, 422, 202, 202]
    assert answer.json["results"][1]["problem"]["errors"] == {
        "text": ["Missing data for required field."]
    }
    assert answer.json["results"][3]["comment"]["id"] == answer.json["results"][4]["comment"]["id"]


def test_a_batch_has_a_largest_size(client: Client) -> None:
    too_many = client.post("/v1/comments/batch", {"comments": [GOOD] * 501})
    assert (too_many.status_code, list(too_many.json["errors"])) == (422, ["comments"])
    assert client.post("/v1/comments/batch", {"comments": []}).status_code == 422


@pytest.mark.usefixtures("at_once")
@pytest.mark.usefixtures("no_window")
def test_changes_tell_every_decision_in_order(
    client: Client, moderator: Client, camille: Person
) -> None:
    made = client.post("/v1/comments", {"thread": "/a", "text": "idiot"}).json
    decided = moderator.post(f"/v1/comments/{made['id']}/decisions", {"action": "approve"}).json
    moderator.post(f"/v1/decisions/{decided['id']}/undo")
    told = client.get("/v1/changes").json
    assert [(change["action"], change["status"]) for change in told["changes"]] == [
        ("score", "flagged"),
        ("approve", "approved"),
        ("undo", "flagged"),
    ]
    later = client.get(f"/v1/changes?after={told['next']}").json
    assert (later["changes"], later["next"]) == ([], told["next"])
    assert camille.moderator.email not in client.get("/v1/changes").text


def test_nobody_reads_another_sites_comments(client: Client) -> None:
    sites.add("autre", "Autre")
    other = Client(client.flask, keys.issue("autre"))
    made = client.post("/v1/comments", GOOD).json
    path = f"/v1/comments/{made['id']}"
    assert other.get(path).status_code == 404
    assert other.send("DELETE", path).status_code == 404
    assert other.send("PATCH", path, {"text": "x"}).status_code == 404
    assert other.get("/v1/comments").json["comments"] == []
