"""Webhooks are signed, tried again, kept in order, and never turned inwards."""

import http.server
import json
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from standardwebhooks import Webhook

import settings
from moderation import review, sites, webhooks
from moderation.moderators import Person
from moderation.policy import UNDO_SECONDS
from moderation.review import Choice
from moderation.webhooks import Outcome
from store.tables import Site
from tests.conftest import Clock
from tests.helpers import decided
from worker import tasks, transport

SECRET = "whsec_c2VjcmV0IGZvciB0ZXN0cyBvbmx5IDEyMzQ1Ng=="


class Receiver(http.server.ThreadingHTTPServer):
    """A site's end of the webhook."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answerer)
        self.status = 204
        self.received: list[tuple[dict[str, str], bytes]] = []


class Answerer(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.received.append((dict(self.headers.items()), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def told(site: Site, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site, told of decisions at the receiver."""
    monkeypatch.setenv("TAMIS_ALLOW_PRIVATE_WEBHOOKS", "true")
    settings.current.cache_clear()
    return sites.set_webhook(site.id, f"http://127.0.0.1:{receiver.server_port}/hook?x=1", SECRET)


def test_a_decision_is_told_signed_and_without_personal_data(
    told: Site, receiver: Receiver
) -> None:
    comment = decided(told, author_email="lea@example.org", ip="192.0.2.7", external_id="7")
    [due] = webhooks.due()
    tasks.deliver(due)
    [(headers, body)] = receiver.received
    message = Webhook(SECRET).verify(body, headers)
    assert message["data"]["comment"] == comment.id
    assert (message["data"]["status"], message["data"]["external_id"]) == ("approved", "7")
    assert b"lea@example.org" not in body and b"192.0.2.7" not in body
    assert webhooks.due() == []


@pytest.mark.parametrize(("status", "again"), [(500, True), (429, True), (302, True), (400, False)])
def test_a_failure_is_tried_again_unless_the_receiver_said_no(
    told: Site, receiver: Receiver, status: int, again: bool
) -> None:
    receiver.status = status
    outcome = transport.post(_job(told))
    assert (outcome.delivered, outcome.retry) == (False, again)
    assert len(receiver.received) == 1


def test_a_job_is_taken_once_and_given_up_after_the_last_wait(
    told: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(told)
    [due] = webhooks.due()
    monkeypatch.setattr(webhooks, "WAITS", (0, 0))
    monkeypatch.setattr(webhooks, "LEASE", timedelta(0))
    for _ in range(3):
        job = webhooks.take(due)
        assert job
        webhooks.finish(job, Outcome(delivered=False, error="HTTP 500"))
    assert webhooks.due() == []


def test_messages_about_one_comment_keep_their_order(
    told: Site, camille: Person, clock: Clock
) -> None:
    comment = decided(told, "Quel idiot, cet auteur.")
    review.decide(camille, comment.id, Choice("approve"))
    clock.move(UNDO_SECONDS)
    first, second = webhooks.due()
    assert webhooks.take(second) is None
    job = webhooks.take(first)
    assert job and json.loads(job.body)["data"]["action"] == "score"
    webhooks.finish(job, Outcome(delivered=True))
    assert webhooks.take(second)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:6379/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://",
    ],
)
def test_private_addresses_and_other_schemes_are_never_called(site: Site, url: str) -> None:
    job = webhooks.Job("id", 1, url, b"{}", {})
    outcome = transport.post(job)
    assert (outcome.delivered, outcome.retry) == (False, False)


def _job(site: Site) -> webhooks.Job:
    decided(site)
    [due] = webhooks.due()
    job = webhooks.take(due)
    assert job
    return job
