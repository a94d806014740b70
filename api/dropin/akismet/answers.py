"""The answers: bare words without a line end, always 200, details in headers."""

import json
from typing import Any

from flask import Response

from store.tables import Comment

THANKS = "Thanks for making the web a better place."
# Outside of the numbers that Akismet gives, whose pages clients link to. Headers carry no
# accents safely, so the words are English alone.
ALERT = "20503"
ALERT_WORDS = "tamis cannot judge comments at the moment: they are held for your moderators."
# From this probability on, rejected spam is so blatant that a client may drop it unseen.
BLATANT = 0.98


def word(text: str, **headers: str) -> Response:
    named = {f"X-akismet-{name.replace('_', '-')}": value for name, value in headers.items()}
    return Response(text, 200, named, content_type="text/plain; charset=utf-8")


def invalid(why: str) -> Response:
    return word("invalid", debug_help=why)


def structured(value: Any) -> Response:
    return Response(json.dumps(value), 200, content_type="application/json")


def held(guid: str) -> Response:
    """Not published and not filed as spam: WordPress leaves it to the site's moderators."""
    return word("false", guid=guid, error="1")


def unwell(guid: str) -> Response:
    """Held because nothing could judge it; WordPress shows the alert to its administrators."""
    return word("false", guid=guid, error="1", alert_code=ALERT, alert_msg=ALERT_WORDS)


def spam(guid: str, *, discard: bool) -> Response:
    return word("true", guid=guid, pro_tip="discard") if discard else word("true", guid=guid)


def ham(guid: str) -> Response:
    return word("false", guid=guid)


def belief(comment: Comment, *, hold: bool) -> str:
    """What a client makes of the answer: `true` (spam), `false`, or `held`."""
    if comment.status == "flagged":
        return "held" if hold else "true"
    return {"approved": "false", "rejected": "true"}.get(comment.status, "held")


def verdict(comment: Comment, believed: str) -> Response:
    if believed == "held":
        return held(comment.id)
    if believed == "false":
        return ham(comment.id)
    blatant = (comment.scores or {}).get("spam", 0.0) >= BLATANT
    return spam(comment.id, discard=comment.status == "rejected" and blatant)
