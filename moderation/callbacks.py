"""Telling the client of a protocol that its comment was judged anew.

Akismet's clients name a `callback` with their question. They hear only what differs from
what they believe: the answer they got, then each message that reached them.
"""

import json

from store import callbacks
from store.engine import Session, writing
from store.tables import Comment, Decision

WORDS = {"approved": "false", "rejected": "true"}


def answered(comment: Comment, word: str) -> None:
    """Note what the client is answered: `true`, `false` or `held`."""
    with writing() as session:
        callback = callbacks.of(session, comment.id)
        if callback is None:
            return
        callbacks.tell(session, callback, word)
        if WORDS.get(comment.status) in (word, None):
            callbacks.drop_waiting(session, comment.id)


def message(session: Session, decision: Decision) -> tuple[str, bytes] | None:
    """Address and body for this decision; None where the client has nothing to learn."""
    callback = callbacks.of(session, decision.comment_id)
    word = WORDS.get(decision.to_status)
    if callback is None or word is None or callback.told == word:
        return None
    key = callbacks.key_of(session, callback)
    if key is None:
        return None
    comments = [{"guid": decision.comment_id, "result": word}]
    body = {"key": key, "endpoint": "comment-check", "comments": comments}
    return callback.url, json.dumps(body).encode()


def delivered(session: Session, decision: Decision) -> None:
    """Note that the client has heard of this decision."""
    if callback := callbacks.of(session, decision.comment_id):
        callbacks.tell(session, callback, WORDS[decision.to_status])
