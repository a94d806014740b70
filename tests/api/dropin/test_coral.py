"""Coral's external moderation phase, by requests of the shape that Coral sends."""

import hashlib
import hmac
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.dropin import deadline
from api.dropin.coral.markup import plain
from classifier import ModelError
from moderation import inline, keys, publication, review, sites
from moderation.errors import Invalid, NotFound
from moderation.moderators import Person
from moderation.review import Choice
from store.engine import DatabaseUnavailable
from store.tables import Comment, Site
from tests.conftest import ScriptedModel

SECRET = "a secret that Coral made for the phase"
HELD = {"status": "SYSTEM_WITHHELD"}
RUDE = "<div>Quel <b>idiot</b>, ce maire, vraiment.</div>"
SPAM = "<div>Le meilleur casino en ligne</div>"

Ask = Callable[..., TestResponse]


def question(body: str, **more: Any) -> dict[str, Any]:
    """What Coral sends about a comment that is about to be published."""
    asked = {
        "action": "NEW",
        "comment": {"body": body, "parentID": "b2c4"},
        "author": {"id": "a-17", "role": "COMMENTER"},
        "story": {"id": "s-9", "url": "https://gazette.example/tramway"},
        "site": {"id": "site-1"},
        "tenantID": "t-1",
        "tenantDomain": "coral.gazette.example",
    }
    return asked | more


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.fixture
def ask(app: Flask, site: Site) -> Ask:
    """Asks as Coral does; `signature` replaces the right one."""
    keys.take(site.id, "coral", SECRET)
    client = app.test_client()

    def call(asked: Any, signature: str | None = None, path: str = "gazette") -> TestResponse:
        body = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        headers = {"X-Coral-Signature": signed(body) if signature is None else signature}
        return client.post(
            f"/coral/{path}", data=body, headers=headers, content_type="application/json"
        )

    return call


def stored(site: Site) -> list[Comment]:
    return list(publication.page(site, None, None, None, 50))


def test_it_works(ask: Ask, site: Site) -> None:
    answer = ask(question("<div>Merci pour cet article.</div>"))
    assert (answer.status_code, answer.data) == (204, b"")
    [comment] = stored(site)
    assert (comment.status, comment.text) == ("approved", "Merci pour cet article.")
    assert (comment.thread, comment.author_id) == ("https://gazette.example/tramway", "a-17")
    assert comment.parent == "b2c4"


def test_what_is_flagged_is_withheld_and_says_why(ask: Ask, site: Site) -> None:
    answer = ask(question(RUDE))
    flag = {"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"}
    assert answer.json == {"status": "SYSTEM_WITHHELD", "actions": [flag]}
    assert [comment.status for comment in stored(site)] == ["flagged"]


def test_what_is_rejected_is_rejected_there(ask: Ask) -> None:
    answer = ask(question(SPAM))
    flag = {"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"}
    assert answer.json == {"status": "REJECTED", "actions": [flag]}


def test_spam_and_abuse_are_told_at_once(ask: Ask) -> None:
    told = ask(question("<p>promo pour tous, idiot !</p>")).json["actions"]
    assert {flag["reason"] for flag in told} == {"COMMENT_DETECTED_TOXIC", "COMMENT_DETECTED_SPAM"}


def test_other_reasons_withhold_without_a_flag(ask: Ask, site: Site) -> None:
    sites.change_policy(site.id, {"flag_words": ["tramway"]})
    answer = ask(question("<p>Le tramway est en retard.</p>"))
    assert answer.json == {"status": "SYSTEM_WITHHELD", "actions": []}


def test_the_sites_staff_is_trusted_as_the_policy_says(ask: Ask) -> None:
    author = {"id": "a-1", "role": "MODERATOR"}
    assert ask(question(RUDE, author=author)).status_code == 204


def test_a_request_that_comes_again_is_one_comment(ask: Ask, site: Site) -> None:
    assert ask(question(RUDE)).json == ask(question(RUDE)).json
    assert len(stored(site)) == 1
    ask(question(RUDE, author={"id": "a-18", "role": "COMMENTER"}))
    ask(question(RUDE, story={"id": "s-10", "url": "https://gazette.example/autre"}))
    assert len(stored(site)) == 3


def test_what_a_person_decided_meanwhile_is_the_answer(
    ask: Ask, site: Site, camille: Person
) -> None:
    ask(question(RUDE))
    [comment] = stored(site)
    review.decide(camille, comment.id, Choice("approve"))
    assert ask(question(RUDE)).status_code == 204


def test_an_edit_is_judged_as_a_comment_of_its_own(ask: Ask, site: Site) -> None:
    ask(question("<p>Merci.</p>"))
    assert ask(question(RUDE, action="EDIT")).json["status"] == "SYSTEM_WITHHELD"
    assert [comment.status for comment in stored(site)] == ["approved", "flagged"]


@pytest.mark.parametrize("part", ["author", "story", "site", "tenantID", "action"])
def test_only_the_comment_is_needed(ask: Ask, part: str) -> None:
    asked = question("<p>Merci.</p>")
    del asked[part]
    assert ask(asked).status_code == 204


def test_unknown_fields_do_no_harm(ask: Ask) -> None:
    assert ask(question("<p>Merci.</p>", later={"version": [1, {}]})).status_code == 204


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=00", "sha256=é", "md5=1", "a," * 99])
def test_a_wrong_signature_holds_and_stores_nothing(ask: Ask, site: Site, signature: str) -> None:
    answer = ask(question("<p>Merci.</p>"), signature)
    assert (answer.status_code, answer.json) == (200, HELD)
    assert stored(site) == []


def test_an_unknown_site_holds(ask: Ask) -> None:
    assert ask(question("<p>Merci.</p>"), path="autre").json == HELD


def test_secrets_are_replaced_without_a_gap(ask: Ask, site: Site) -> None:
    newer = "the secret that replaces it"
    keys.take(site.id, "coral", newer)
    body = json.dumps(question("<p>Merci.</p>")).encode()
    assert ask(body, signed(body, newer)).status_code == 204
    assert ask(body, f"sha256=00, {signed(body)}").status_code == 204
    keys.revoke(site.id, SECRET[:6])
    assert ask(body, signed(body)).json == HELD
    assert ask(body, signed(body, newer)).status_code == 204


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"\xff", b'{"comment": 1}', b'{"comment": {"body": 7}}', b"[" * 9999],
)
def test_what_cannot_be_read_is_held(ask: Ask, site: Site, body: bytes) -> None:
    assert ask(body).json == HELD
    assert stored(site) == []


def test_what_no_database_takes_is_left_out(ask: Ask, site: Site) -> None:
    asked = question("<p>Mer\x00ci\ud800</p>", story={"url": "/a\x00b" + "c" * 3000})
    assert ask(asked).status_code == 204
    [comment] = stored(site)
    assert (comment.text, len(comment.thread)) == ("Merci", 2000)


def test_no_model_holds_and_the_comment_waits(ask: Ask, site: Site, model: ScriptedModel) -> None:
    model.fails = lambda: ModelError("There is no model.")
    assert ask(question("<p>Merci.</p>")).json == HELD
    assert [comment.status for comment in stored(site)] == ["pending"]


def test_no_database_holds(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise DatabaseUnavailable("away")

    monkeypatch.setattr(inline, "judge", away)
    assert ask(question("<p>Merci.</p>")).json == HELD


def test_too_late_holds(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(inline, "judge", lambda *_: done.wait(60))
    monkeypatch.setattr(deadline, "PATIENCE", 2.0)
    answer = ask(question("<p>Merci.</p>"))
    done.set()
    assert answer.json == HELD


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("Un<br>Deux<br/>Trois", "Un\nDeux\nTrois"),
        ("<a href='https://a.example/x'>ici</a>", "ici (https://a.example/x)"),
        ("<a href='https://a.example'>https://a.example</a>", "https://a.example"),
        ("1 &lt; 2 &amp; <b>oui", "1 < 2 & oui"),
        ("<a>rien</a></a>", "rien"),
        ("a < b > c", "a < b > c"),
    ],
)
def test_words_of_html(html: str, words: str) -> None:
    assert plain(html) == words


def test_a_secret_that_can_be_none_is_refused(site: Site) -> None:
    for secret in ("short", "x" * 201, "a secret\nwith a line end"):
        with pytest.raises(Invalid):
            keys.take(site.id, "coral", secret)
    with pytest.raises(Invalid):
        keys.take(site.id, "native", SECRET)
    with pytest.raises(NotFound):
        keys.take("nowhere", "coral", SECRET)
