"""A database that somebody else writes to for too long: read, but not written."""

import hashlib
import hmac
import json
import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask

from api.dropin import deadline
from moderation import keys, publication, sites
from store import engine
from store.tables import Site

SECRET = "a secret of Coral's own"
TEXT = "Merci beaucoup pour cet article sur le tramway."


@pytest.fixture
def lock(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Somebody else's transaction; to be ended with a rollback."""
    # Long enough to have begun on a busy machine, shorter than a turn at writing is waited for
    monkeypatch.setattr(deadline, "PATIENCE", 3.0)
    if database != "sqlite":
        pytest.skip("PostgreSQL locks rows, not the whole database")
    other = sqlite3.connect(str(engine.engine().url.database), isolation_level=None)
    yield other
    if other.in_transaction:
        other.execute("ROLLBACK")
    other.close()


def finished() -> None:
    """Wait for what goes on after an answer."""
    deadline._threads().shutdown(wait=True)
    deadline._threads.cache_clear()
    deadline._afterwards().submit(lambda: None).result()


def stored(site: Site) -> list[str]:
    return [one.text for one in publication.page(site, None, None, None, 10)]


def test_a_check_is_held_and_stored_all_the_same(
    app: Flask, site: Site, lock: sqlite3.Connection
) -> None:
    key = keys.issue(site.id, "akismet")
    asked = {"blog": "https://a.example", "user_ip": "192.0.2.7", "comment_content": TEXT}
    lock.execute("BEGIN IMMEDIATE")
    answer = app.test_client().post("/1.1/comment-check", data=asked | {"api_key": key})
    assert (answer.text, answer.headers["X-akismet-error"]) == ("false", "1")
    assert stored(site) == []
    lock.execute("ROLLBACK")
    finished()
    assert stored(site) == [TEXT]


def test_corals_question_is_held_and_stored_all_the_same(
    app: Flask, site: Site, lock: sqlite3.Connection
) -> None:
    keys.take(site.id, "coral", SECRET)
    body = json.dumps({"comment": {"body": TEXT}}).encode()
    signed = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Coral-Signature": f"sha256={signed}"}
    lock.execute("BEGIN IMMEDIATE")
    answer = app.test_client().post(f"/coral/{site.id}", data=body, headers=headers)
    assert answer.json == {"status": "SYSTEM_WITHHELD"}
    assert stored(site) == []
    lock.execute("ROLLBACK")
    finished()
    assert stored(site) == [TEXT]


def test_an_analysis_is_answered_with_its_scores(
    app: Flask, site: Site, lock: sqlite3.Connection
) -> None:
    key = keys.issue(site.id, "perspective")
    sites.change_policy(site.id, {"perspective_store": True})
    asked = {"comment": {"text": TEXT}, "requestedAttributes": {"TOXICITY": {}}}
    lock.execute("BEGIN IMMEDIATE")
    answer = app.test_client().post(f"/v1alpha1/comments:analyze?key={key}", json=asked)
    assert list(answer.json["attributeScores"]) == ["TOXICITY"]
    assert stored(site) == []
    lock.execute("ROLLBACK")
    finished()
    assert stored(site) == [TEXT]
