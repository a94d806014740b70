"""Akismet's calls: bodies exact to the byte, nothing refused for its form, all else held."""

import threading
from typing import Any

import pytest
from flask import Flask

from api.dropin import deadline
from classifier import ModelError
from moderation import keys, publication, review, sites
from moderation.moderators import Person
from moderation.review import Choice
from store.engine import DatabaseUnavailable, reading
from store.tables import Comment, Feedback, Site
from tests.api.dropin.conftest import COMMENT, Ask
from tests.conftest import ScriptedModel

THANKS = b"Thanks for making the web a better place."


def stored(site: Site) -> list[Comment]:
    return list(publication.page(site, None, None, None, 50))


def labels(site: Site) -> list[Feedback]:
    with reading() as session:
        return list(session.query(Feedback).where(Feedback.site_id == site.id))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("verify-key", b"valid"),
        ("comment-check", b"false"),
        ("submit-spam", THANKS),
        ("submit-ham", THANKS),
        ("deactivate", b"deactivated"),
    ],
)
def test_each_call_is_answered_to_the_byte(ask: Ask, name: str, body: bytes) -> None:
    answer = ask(name)
    assert (answer.status_code, answer.data) == (200, body)
    assert answer.mimetype == "text/plain"


def test_open_calls_need_no_key(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/1.1/test").data == b"connected"
    assert client.get("/1.2/compatible-plugins").json == []


@pytest.mark.parametrize(
    "name", ["verify-key", "comment-check", "submit-ham", "get-stats", "get-subscription", "token"]
)
def test_a_wrong_key_is_invalid_with_a_hint(ask: Ask, site: Site, name: str) -> None:
    answer = ask(name, api_key="0123456789ab")
    assert (answer.status_code, answer.data) == (200, b"invalid")
    assert "key" in answer.headers["X-akismet-debug-help"]
    assert stored(site) == [] and labels(site) == []


def test_a_native_key_is_no_akismet_key(ask: Ask, site_key: str) -> None:
    assert ask("verify-key", api_key=site_key).data == b"invalid"


def test_a_revoked_key_is_invalid(ask: Ask, site: Site, akismet_key: str) -> None:
    keys.revoke(site.id, akismet_key[:4])
    assert ask("verify-key").data == b"invalid"


@pytest.mark.parametrize("missing", ["blog", "user_ip"])
def test_a_check_without_a_needed_field_is_invalid(ask: Ask, missing: str) -> None:
    answer = ask("comment-check", **{missing: ""})
    assert answer.data == b"invalid" and missing in answer.headers["X-akismet-debug-help"]


def test_the_key_is_found_wherever_clients_put_it(app: Flask, akismet_key: str) -> None:
    client, path = app.test_client(), "/1.1/verify-key"
    host = {"Host": f"{akismet_key}.rest.akismet.com"}
    assert client.post(path, data={"key": akismet_key}).data == b"valid"
    assert client.post(path, data={"key": akismet_key.upper()}).data == b"valid"
    assert client.post(f"{path}?api_key={akismet_key}").data == b"valid"
    assert client.post(path, headers=host).data == b"valid"
    assert client.post(path, json={"api_key": akismet_key}).data == b"valid"
    assert client.post(path, headers={"Host": "rest.akismet.com"}).data == b"invalid"


def test_a_checked_comment_is_kept_with_its_page_author_and_reason(ask: Ask, site: Site) -> None:
    answer = ask("comment-check", comment_content="Quel idiot, ce maire, vraiment.")
    [comment] = stored(site)
    assert answer.headers["X-akismet-guid"] == comment.id
    assert (comment.thread, comment.author_name) == ("https://gazette.example/tramway", "Léa")
    assert (comment.status, comment.main_reason) == ("flagged", "insult")
    assert (comment.author_email, comment.ip) == ("lea@example.org", "192.0.2.7")


def test_what_is_flagged_is_held_by_the_site(ask: Ask) -> None:
    answer = ask("comment-check", comment_content="Quel idiot, ce maire, vraiment.")
    assert (answer.data, answer.headers["X-akismet-error"]) == (b"false", "1")
    assert "X-akismet-alert-code" not in answer.headers


def test_a_site_may_have_what_is_flagged_filed_as_spam(ask: Ask, site: Site) -> None:
    sites.change_policy(site.id, {"akismet_hold": False})
    answer = ask("comment-check", comment_content="Quel idiot, ce maire, vraiment.")
    assert answer.data == b"true" and "X-akismet-error" not in answer.headers
    assert "X-akismet-pro-tip" not in answer.headers


def test_blatant_spam_may_be_discarded(ask: Ask, model: ScriptedModel) -> None:
    answer = ask("comment-check", comment_content="Le meilleur casino en ligne")
    assert (answer.data, answer.headers["X-akismet-pro-tip"]) == (b"true", "discard")
    model.words["casino"] = {"spam": 0.96}
    other = ask("comment-check", comment_content="Un casino pour tous, venez")
    assert other.data == b"true" and "X-akismet-pro-tip" not in other.headers


def test_the_honeypot_is_read_by_the_name_the_client_gives(ask: Ask) -> None:
    assert ask("comment-check", honeypot_field_name="nom2", nom2="x").data == b"true"
    fields = {"comment_content": "Autre texte", "POST_ak_hp_textarea": "x"}
    assert ask("comment-check", **fields).data == b"true"


@pytest.mark.parametrize(
    "fields",
    [
        {"comment_author": "viagra-test-123"},
        {"comment_author": "akismet-guaranteed-spam"},
        {"comment_author_email": "akismet-guaranteed-spam@example.com"},
    ],
)
def test_the_test_values_are_spam_and_leave_nothing(
    ask: Ask, site: Site, fields: dict[str, str]
) -> None:
    answer = ask("comment-check", **fields)
    assert answer.data == b"true" and answer.headers["X-akismet-guid"]
    assert "X-akismet-pro-tip" not in answer.headers
    discard = ask("comment-check", **fields, test_discard="true")
    assert discard.headers["X-akismet-pro-tip"] == "discard"
    assert stored(site) == []


def test_an_administrator_is_never_spam(ask: Ask) -> None:
    spam = {"comment_content": "Le meilleur casino en ligne"}
    answer = ask("comment-check", **spam, user_role="editor, administrator")
    assert answer.data == b"false" and "X-akismet-error" not in answer.headers


def test_a_test_is_judged_and_leaves_nothing(ask: Ask, site: Site) -> None:
    answer = ask("comment-check", comment_content="Le meilleur casino en ligne", is_test="1")
    assert answer.data == b"true" and answer.headers["X-akismet-guid"]
    assert ask("submit-spam", is_test="true").data == THANKS
    assert stored(site) == [] and labels(site) == []


def test_arrays_unknown_fields_and_json_are_welcome(app: Flask, site: Site, ask: Ask) -> None:
    fields = {"comment_context[]": ["tram", "ville"], "tags[0]": "a", "POST_x[y][z]": "1"}
    assert ask("comment-check", **fields).data == b"false"
    key = keys.issue(site.id, "akismet")
    body: dict[str, Any] = COMMENT | {"comment_context": ["a", "b"], "x": {"y": None}, "is_test": 1}
    host = {"Host": f"{key}.akismet.example:8080"}
    assert app.test_client().post("/1.1/comment-check", json=body, headers=host).data == b"false"


def test_broken_text_is_cleaned_and_long_text_is_cut(app: Flask, site: Site, ask: Ask) -> None:
    assert ask("comment-check", comment_content="a\0b\x07c\ufffe" + "é" * 70_000).data == b"false"
    [comment] = stored(site)
    assert comment.text.startswith("abcéé") and len(comment.text) == 65_535
    key = keys.issue(site.id, "akismet")
    raw = f"api_key={key}&blog=b&user_ip=bad&comment_content=%ff%C3%28%00&comment_author=".encode()
    client = app.test_client()
    form = "application/x-www-form-urlencoded; charset=UTF-8"
    answer = client.post("/1.1/comment-check", data=raw + b"\xff" * 900, content_type=form)
    assert (answer.status_code, answer.data) == (200, b"false")


def test_a_form_of_a_megabyte_is_taken(ask: Ask) -> None:
    assert ask("comment-check", comment_content="mot " * 250_000).data == b"false"


@pytest.mark.parametrize("body", [b"{", b"[" * 100_000, b"\xff", b"[]", b'"x"', b"{}"])
def test_a_body_that_is_no_json_is_never_published(
    app: Flask, akismet_key: str, body: bytes
) -> None:
    client, path = app.test_client(), f"/1.1/comment-check?api_key={akismet_key}"
    answer = client.post(path, data=body, content_type="application/json")
    assert answer.status_code == 200
    assert answer.data == b"invalid" or answer.headers["X-akismet-error"] == "1"


def test_a_retry_is_the_same_comment_and_another_page_is_not(ask: Ask, site: Site) -> None:
    first, again = ask("comment-check"), ask("comment-check")
    assert first.headers["X-akismet-guid"] == again.headers["X-akismet-guid"]
    ask("comment-check", permalink="https://gazette.example/autre")
    assert len(stored(site)) == 2


def test_a_later_look_gives_what_a_moderator_decided(ask: Ask, site: Site, camille: Person) -> None:
    ask("comment-check")
    review.decide(camille, stored(site)[0].id, Choice("reject"))
    assert ask("comment-check", recheck_reason="recheck_queue").data == b"true"


@pytest.mark.parametrize("error", [ModelError("no file"), DatabaseUnavailable("gone"), KeyError()])
def test_what_cannot_be_judged_is_held(ask: Ask, model: ScriptedModel, error: Exception) -> None:
    model.fails = lambda: error
    answer = ask("comment-check")
    assert (answer.status_code, answer.data) == (200, b"false")
    assert answer.headers["X-akismet-error"] == "1" and answer.headers["X-akismet-guid"]
    # WordPress shows these to its administrators, until a check is answered without them.
    assert answer.headers["X-akismet-alert-code"] == "20503"
    assert "held" in answer.headers["X-akismet-alert-msg"]


def test_what_is_not_judged_in_time_is_held_and_still_judged(
    ask: Ask, site: Site, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Long enough for the work to have begun on a busy machine: what has not is dropped.
    monkeypatch.setattr(deadline, "PATIENCE", 5.0)
    go_on, done = threading.Event(), threading.Event()

    def slow() -> None:
        go_on.wait(60)
        done.set()

    model.fails = slow
    answer = ask("comment-check")
    assert (answer.data, answer.headers["X-akismet-error"]) == (b"false", "1")
    go_on.set()
    assert done.wait(60)
    deadline._threads().shutdown(wait=True)
    deadline._threads.cache_clear()
    assert stored(site)[0].status == "approved"


@pytest.mark.parametrize("name", ["verify-key", "submit-spam", "get-stats"])
def test_other_calls_say_that_they_failed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def away(*_: object) -> None:
        raise DatabaseUnavailable("gone")

    monkeypatch.setattr(keys, "find", away)
    answer = ask(name)
    assert (answer.status_code, answer.data) == (200, b"failed")


def test_spam_that_was_missed_is_rejected_and_kept_as_a_label(ask: Ask, site: Site) -> None:
    ask("comment-check")
    ask("submit-spam", comment_check_response="false")
    [comment], [label] = stored(site), labels(site)
    assert (comment.status, comment.decided_by, comment.reasons) == ("rejected", "site", ["spam"])
    assert (label.comment_id, label.labels) == (comment.id, {"spam": 1.0})


def test_ham_that_was_held_is_approved(ask: Ask, site: Site) -> None:
    text = {"comment_content": "Quel idiot, ce maire, vraiment."}
    ask("comment-check", **text)
    ask("submit-ham", **text)
    assert stored(site)[0].status == "approved"


def test_feedback_by_another_author_moves_nothing(ask: Ask, site: Site) -> None:
    ask("comment-check")
    ask("submit-spam", comment_author_email="autre@example.org")
    assert stored(site)[0].status == "approved" and labels(site)[0].comment_id is None


def test_feedback_does_not_overrule_a_moderator_who_read_it_here(
    ask: Ask, site: Site, camille: Person
) -> None:
    text = {"comment_content": "Quel idiot, ce maire, vraiment."}
    ask("comment-check", **text)
    review.decide(camille, stored(site)[0].id, Choice("approve"))
    ask("submit-spam", **text)
    assert stored(site)[0].status == "approved" and len(labels(site)) == 1


def test_feedback_without_blog_or_key_in_the_body_is_taken(
    app: Flask, site: Site, akismet_key: str
) -> None:
    body = {"user_ip": "192.0.2.7", "comment_content": "Le casino", "comment_author": "Bob"}
    host = {"Host": f"{akismet_key}.rest.akismet.com"}
    answer = app.test_client().post("/1.1/submit-spam", json=body, headers=host)
    assert answer.data == THANKS and labels(site)[0].text == "Le casino"


def test_the_figures_are_those_of_the_site(ask: Ask, app: Flask, akismet_key: str) -> None:
    ask("comment-check", comment_content="Le meilleur casino en ligne")
    ask("comment-check")
    ask("submit-spam")
    stats = ask("get-stats", **{"from": "60-days"}).json
    assert (stats["spam"], stats["ham"], stats["missed_spam"]) == (2, 0, 1)
    assert stats["accuracy"] == "50.00" and len(stats["breakdown"]) == 2
    client = app.test_client()
    usage = client.get(f"/1.2/usage-limit?api_key={akismet_key}").json
    assert usage == {"limit": "none", "usage": 2, "percentage": "0.0", "throttled": False}
    listing = client.get(f"/1.2/key-sites?api_key={akismet_key}").json
    [[row]] = [rows for name, rows in listing.items() if name.startswith("20")]
    assert (row["site"], row["spam"], row["is_revoked"]) == ("https://gazette.example", 2, False)
    csv = client.get(f"/1.2/key-sites?api_key={akismet_key}&format=csv").text.splitlines()
    assert csv[1].startswith("site,api_calls") and csv[2].startswith("https://gazette.example,2,2")


def test_a_subscription_is_active(ask: Ask) -> None:
    answer = ask("get-subscription").json
    assert (answer["status"], answer["account_name"]) == ("active", "La Gazette")
    assert answer["next_billing_date"] is False and ask("token").text
