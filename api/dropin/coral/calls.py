"""`POST /coral/<site>`: Coral asks before it publishes. Whatever fails, the comment is held.

Coral takes any other answer than 200 or 204 as if there were no phase, and publishes.
"""

from datetime import timedelta

import structlog
from flask import Blueprint, Response, g, jsonify, request

from api.body import loads
from api.dropin.coral import question, signature
from api.dropin.deadline import Deadline
from classifier import ATTRIBUTES
from moderation import inline, keys, sites
from moderation.reasons import Reason
from store.base import now
from store.tables import Comment

log = structlog.get_logger(__name__)

blueprint = Blueprint("coral", __name__)

# A request that comes again within this time is the same comment.
RETRIES_WITHIN = timedelta(minutes=2)
SPAM = frozenset(
    {
        Reason.SPAM, Reason.LINKS, Reason.HONEYPOT, Reason.TOO_FAST,
        Reason.DUPLICATE, Reason.DUPLICATE_OF_REJECTED,
    }
)  # fmt: skip
TOXIC = frozenset(ATTRIBUTES) - SPAM
HELD = "SYSTEM_WITHHELD"
STATUSES = {"flagged": HELD, "pending": HELD, "rejected": "REJECTED"}


@blueprint.before_request
def require_signature() -> Response | None:
    """Guard: the body is signed by a secret that the site was given."""
    g.deadline = Deadline()
    site_id = (request.view_args or {})["site_id"]
    body, given = request.get_data(), request.headers.get("X-Coral-Signature", "")
    g.site = g.deadline.run(lambda: sites.find(site_id))
    known = g.deadline.run(lambda: keys.secrets_of(site_id, "coral"))
    if g.site is None or not signature.is_signed(given, body, known):
        log.warning("coral_signature_wrong", site=site_id)
        return _held()
    return None


@blueprint.post("/coral/<site:site_id>")
def moderate(site_id: str) -> Response:
    site = g.site
    asked = question.submission(question.Question().load(loads(request.get_data())))
    since = now() - RETRIES_WITHIN
    comment = g.deadline.run(lambda: inline.judge(site, asked, since))
    return _verdict(comment)


@blueprint.errorhandler(Exception)
def failed(error: Exception) -> Response:
    log.error("coral_failed", why=type(error).__name__)
    return _held()


def _verdict(comment: Comment) -> Response:
    """Of an approved comment nothing is said, so that Coral's own rules still hold."""
    if comment.status == "approved":
        return Response(status=204)
    found = set(comment.reasons)
    flags = [
        {"actionType": "FLAG", "reason": reason}
        for reason, codes in (("COMMENT_DETECTED_TOXIC", TOXIC), ("COMMENT_DETECTED_SPAM", SPAM))
        if found & codes
    ]
    return jsonify(status=STATUSES[comment.status], actions=flags)


def _held() -> Response:
    return jsonify(status=HELD)
