"""The calls of Akismet's protocol, one function each."""

import secrets

import structlog
from flask import Blueprint, Response, g, request

from api.auth import public
from api.dropin.akismet import account, answers, call, check, submission
from api.dropin.deadline import Deadline
from moderation import feedback, keys
from moderation.feedback import Label
from store.base import new_id

log = structlog.get_logger(__name__)

open_calls = Blueprint("akismet-open", __name__)
open_calls.before_request(public)
keyed = Blueprint("akismet", __name__)
BOTH = ["GET", "POST"]


@keyed.before_request
def require_key() -> Response | None:
    """Guard: a live key of the kind akismet, wherever the client put it."""
    g.deadline = Deadline()
    g.call = call.read(request)
    key = g.call.key
    found = g.deadline.run(lambda: keys.find(key, "akismet")) if key else None
    if found is None:
        return answers.invalid("The API key is not known here, or was revoked.")
    g.site, g.key = found
    return None


@keyed.errorhandler(Exception)
def failed(error: Exception) -> Response:
    """Never another status than 200: clients read that as no answer, and some then publish."""
    log.error("akismet_failed", endpoint=request.endpoint, why=type(error).__name__)
    if request.endpoint == "akismet.comment_check":
        return answers.unwell(new_id())
    return answers.word("failed", debug_help="The service cannot answer now; try again later.")


@open_calls.route("/1.1/test", methods=BOTH)
def test() -> Response:
    return answers.word("connected")


@open_calls.route("/1.2/compatible-plugins", methods=BOTH)
def compatible_plugins() -> Response:
    return answers.structured([])


@keyed.route("/1.1/verify-key", methods=BOTH)
def verify_key() -> Response:
    return answers.word("valid")


@keyed.route("/1.1/deactivate", methods=BOTH)
def deactivate() -> Response:
    """The client forgets its key. It stays live here, for other clients may share it."""
    return answers.word("deactivated")


@keyed.route("/1.1/token", methods=BOTH)
def token() -> Response:
    """Opaque to clients; nothing here accepts one."""
    return answers.word(secrets.token_hex(16))


@keyed.route("/1.1/comment-check", methods=BOTH)
def comment_check() -> Response:
    for name in ("blog", "user_ip"):
        if not g.call[name]:
            return answers.invalid(f"Empty {name} value.")
    return check.answer(g.site, g.key, g.call, g.deadline)


@keyed.route("/1.1/submit-spam", methods=BOTH)
def submit_spam() -> Response:
    return _learn(spam=True)


@keyed.route("/1.1/submit-ham", methods=BOTH)
def submit_ham() -> Response:
    return _learn(spam=False)


@keyed.route("/1.1/get-subscription", methods=BOTH)
def get_subscription() -> Response:
    return answers.structured(account.subscription(g.site))


@keyed.route("/1.1/get-stats", methods=BOTH)
@keyed.route("/1.1/get-key-stats", methods=BOTH)
def get_stats() -> Response:
    site, span = g.site, g.call["from"]
    return answers.structured(g.deadline.run(lambda: account.stats(site, span)))


@keyed.route("/1.2/usage-limit", methods=BOTH)
def usage_limit() -> Response:
    site, extended = g.site, g.call.says("extended")
    return answers.structured(g.deadline.run(lambda: account.usage(site, extended=extended)))


@keyed.route("/1.2/key-sites", methods=BOTH)
def key_sites() -> Response:
    site, asked = g.site, g.call
    listing = g.deadline.run(lambda: account.sites_of_key(site, asked))
    if asked["format"].lower() == "csv":
        return Response(account.as_csv(listing), 200, content_type="text/csv; charset=utf-8")
    return answers.structured(listing)


def _learn(*, spam: bool) -> Response:
    """Keep what the site's people say, and let it move the comment that it is about."""
    site, asked = g.site, g.call
    label = Label(
        "akismet",
        submission.text(asked),
        {"spam": 1.0 if spam else 0.0},
        author_name=submission.author_name(asked),
        author_email=submission.author_email(asked),
        context={"answered": asked["comment_check_response"][:10]},
    )
    if not asked.says("is_test"):
        g.deadline.run(lambda: feedback.take(site, label, spam=spam))
    return answers.word(answers.THANKS)
