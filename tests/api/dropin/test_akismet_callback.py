"""A site that named a callback hears of each verdict that differs from what it believes."""

import json
import time
from collections.abc import Iterator

import pytest

import settings
from classifier import ModelError
from moderation import feedback, keys, publication, review, webhooks
from moderation.moderators import Person
from moderation.reasons import Reason
from moderation.review import Choice
from store.tables import Site
from tests.api.conftest import Client, moderator
from tests.api.dropin.conftest import Ask
from tests.conftest import ScriptedModel
from tests.helpers import score
from tests.worker.test_transport import Receiver, receiver
from worker import tasks

__all__ = ["moderator", "receiver"]
HELD = "Quel idiot, ce maire, vraiment."


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The receiver is on this machine, which no message may reach unless allowed."""
    monkeypatch.setenv("TAMIS_ALLOW_PRIVATE_WEBHOOKS", "true")
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


def checked(ask: Ask, receiver: Receiver, text: str) -> str:
    """The guid of a comment whose check named the receiver."""
    url = f"http://127.0.0.1:{receiver.server_port}/wp-json/akismet/v1/webhook"
    return ask("comment-check", comment_content=text, callback=url).headers["X-akismet-guid"]


def send() -> None:
    for delivery_id in webhooks.due():
        tasks.deliver.apply(args=[delivery_id]).get()


def results(receiver: Receiver) -> list[tuple[str, str]]:
    bodies = [json.loads(body) for _, body in receiver.received]
    return [(told["guid"], told["result"]) for body in bodies for told in body["comments"]]


@pytest.mark.usefixtures("allowed", "no_window")
def test_a_held_comment_that_is_cleared_is_published_there(
    ask: Ask, receiver: Receiver, camille: Person, akismet_key: str
) -> None:
    guid = checked(ask, receiver, HELD)
    review.decide(camille, guid, Choice("approve"))
    send()
    [(headers, body)] = receiver.received
    told = {"guid": guid, "result": "false"}
    assert json.loads(body) == {
        "key": akismet_key,
        "endpoint": "comment-check",
        "comments": [told],
    }
    assert {name.lower(): value for name, value in headers.items()}["x-akismet-webhook"] == "1"


@pytest.mark.parametrize("text", [HELD, "Merci pour cet article.", "Le meilleur casino en ligne"])
@pytest.mark.usefixtures("allowed")
def test_what_was_answered_is_not_told_again(ask: Ask, receiver: Receiver, text: str) -> None:
    checked(ask, receiver, text)
    assert webhooks.due() == []


@pytest.mark.usefixtures("allowed", "no_window")
def test_every_change_is_told_in_order_also_after_a_failure(
    ask: Ask, receiver: Receiver, camille: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "WAITS", (0, 0, 0))
    guid = checked(ask, receiver, "Merci pour cet article.")
    review.decide(camille, guid, Choice("reject"))
    review.decide(camille, guid, Choice("approve"))
    receiver.status = 503
    send()
    assert results(receiver) == [(guid, "true")]
    receiver.status = 200
    send()
    send()
    assert results(receiver) == [(guid, "true"), (guid, "true"), (guid, "false")]
    assert webhooks.due() == []


@pytest.mark.usefixtures("allowed")
def test_a_verdict_that_came_too_late_for_the_answer_is_told(
    ask: Ask, site: Site, receiver: Receiver, model: ScriptedModel
) -> None:
    model.fails = lambda: ModelError("no file")
    checked(ask, receiver, "Merci pour cet article.")
    model.fails = lambda: None
    [waiting] = publication.page(site, "pending", None, None, 10)
    score(waiting)
    send()
    assert results(receiver) == [(waiting.id, "false")]


@pytest.mark.usefixtures("allowed")
def test_what_the_sites_own_people_did_is_not_told_back(
    ask: Ask, site: Site, receiver: Receiver
) -> None:
    guid = checked(ask, receiver, HELD)
    decision = feedback.decide(site, guid, Reason.SPAM)
    assert decision is not None and decision.to_status == "rejected"
    send()
    assert receiver.received == [] and webhooks.due() == []


@pytest.mark.usefixtures("allowed")
def test_a_revoked_key_proves_nothing_and_is_not_sent(
    ask: Ask, site: Site, receiver: Receiver, camille: Person, akismet_key: str
) -> None:
    guid = checked(ask, receiver, HELD)
    keys.revoke(site.id, akismet_key[:4])
    review.decide(camille, guid, Choice("approve"))
    send()
    assert receiver.received == [] and webhooks.due() == []


def test_a_private_address_is_never_called(ask: Ask, receiver: Receiver, camille: Person) -> None:
    guid = checked(ask, receiver, HELD)
    review.decide(camille, guid, Choice("approve"))
    send()
    assert receiver.received == [] and webhooks.due() == []


def test_an_address_that_is_no_url_is_ignored(ask: Ask, camille: Person) -> None:
    answer = ask("comment-check", comment_content=HELD, callback="javascript:alert(1)")
    review.decide(camille, answer.headers["X-akismet-guid"], Choice("approve"))
    assert webhooks.due() == []


@pytest.mark.usefixtures("allowed", "no_window")
def test_a_comment_of_wordpress_is_cleared_in_the_queue_and_published_there(
    ask: Ask, receiver: Receiver, moderator: Client
) -> None:
    """The whole form as the plugin sends it: the row, the form, the server's variables."""
    guid = ask(
        "comment-check",
        callback=f"http://127.0.0.1:{receiver.server_port}/wp-json/akismet/v1/webhook",
        comment_content=HELD,
        comment_post_ID="12",
        comment_parent="0",
        comment_author_IP="192.0.2.7",
        comment_agent="Mozilla/5.0",
        comment_date_gmt="2026-11-24T10:00:00+00:00",
        user_ID="0",
        blog_lang="fr_FR",
        blog_charset="UTF-8",
        akismet_comment_nonce="passed",
        HTTP_ACCEPT_LANGUAGE="fr",
        REMOTE_ADDR="192.0.2.7",
        REQUEST_URI="/wp-comments-post.php",
        POST_comment=HELD,
        POST_ak_js=str(int((time.time() - 60) * 1000)),
        POST_ak_hp_textarea="",
    ).headers["X-akismet-guid"]
    [shown] = moderator.get("/v1/queue").json["comments"]
    assert (shown["id"], shown["author"]["name"], shown["parent"]) == (guid, "Léa", None)
    assert shown["thread"] == "https://gazette.example/tramway"
    assert [reason["code"] for reason in shown["reasons"]] == ["insult", "toxicity"]
    moderator.post(f"/v1/comments/{guid}/decisions", {"action": "approve"})
    send()
    assert results(receiver) == [(guid, "false")]


def test_a_form_sent_as_soon_as_the_page_opened_is_held(ask: Ask) -> None:
    now = str(int(time.time() * 1000))
    assert "X-akismet-error" in ask("comment-check", POST_ak_js=now).headers
