"""`POST /v1/moderations`, answered within the request; nothing of it is stored."""

import uuid

import structlog
from flask import Blueprint, Response, g, jsonify, request
from webargs import core
from werkzeug.exceptions import HTTPException

from api.body import loads
from api.dropin.deadline import Deadline
from api.dropin.openai import answers, categories, inputs
from api.dropin.openai.answers import Refusal
from moderation import analysis, keys

log = structlog.get_logger(__name__)

blueprint = Blueprint("openai", __name__)


@blueprint.before_request
def require_key() -> None:
    """Guard: a live key of the site's, as its native API takes it."""
    g.deadline = Deadline()
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise Refusal(401, "Send a site's key as Authorization: Bearer <key>.")
    g.site = g.deadline.run(lambda: keys.site_of(key.strip()))
    if g.site is None:
        raise Refusal(401, "This key is not known here, or was revoked.", "invalid_api_key")


@blueprint.post("/v1/moderations")
def moderations() -> Response:
    body, site = _body(), g.site
    named, given = inputs.model(body), inputs.texts(body)
    judged = g.deadline.run(lambda: analysis.judge(site, given))
    results = [categories.result(one) for one in judged]
    return jsonify(id=f"modr-{uuid.uuid4().hex}", model=named, results=results)


def _body() -> dict[str, object]:
    if not core.is_json(request.mimetype):
        raise Refusal(415, "Send the body as Content-Type: application/json.")
    body = loads(request.get_data())
    if not isinstance(body, dict):
        raise Refusal(400, "Send an object with `input`.", "invalid_value", "input")
    return body


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal) -> Response:
    return answers.error(refusal)


@blueprint.errorhandler(HTTPException)
def unreadable(error: HTTPException) -> Response:
    """A body that is too large, or no JSON: as the native API says it, in their shape."""
    said = (getattr(error, "data", None) or {}).get("message") or error.description
    return answers.error(Refusal(error.code or 400, str(said)))


@blueprint.errorhandler(Exception)
def failed(error: Exception) -> Response:
    """503, whatever failed: clients try again, and then tell their caller."""
    log.error("openai_failed", why=type(error).__name__)
    return answers.error(Refusal(503, "The service cannot answer now; try again later."))
