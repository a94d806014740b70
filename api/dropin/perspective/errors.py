"""Refusals in Google's shape: a status, words, and details that clients can read."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from flask import Response, request
from werkzeug.exceptions import HTTPException

from api.limits import LARGEST_BODY
from classifier import ModelError
from store.engine import DatabaseUnavailable

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/json; charset=UTF-8"
RPC = "type.googleapis.com/google.rpc."
ANALYZER = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
# google.rpc.Code by HTTP status
STATUSES = {
    400: "INVALID_ARGUMENT",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}
TRY_AGAIN = "5"
Detail = dict[str, Any]


class Refusal(Exception):
    """A request that is not answered, with what Google's clients are shown."""

    def __init__(self, status: int, message: str, *details: Detail) -> None:
        super().__init__(message)
        self.status, self.message, self.details = status, message, details


def invalid(message: str, kind: str = "INVALID_REQUEST", **payload: Any) -> Refusal:
    """A request that the analyzer itself refuses; `kind` is one of its error types."""
    return Refusal(400, message, {"@type": ANALYZER, "errorType": kind, **payload})


def malformed(path: str, text: str) -> Refusal:
    """A field that is not what the document says."""
    violation = {"field": path, "description": text}
    return Refusal(
        400,
        f"Invalid value at '{path}': {text}",
        {"@type": f"{RPC}BadRequest", "fieldViolations": [violation]},
    )


def unsupported(attribute: str, languages: Sequence[str], *, detected: bool) -> Refusal:
    """An attribute that cannot be judged, in these languages or at all."""
    field = "detectedLanguages" if detected else "requestedLanguages"
    return invalid(
        f"Attribute {attribute} does not support request languages: {', '.join(languages)}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={field: list(languages), "attribute": attribute},
    )


def no_key() -> Refusal:
    return Refusal(403, "The request has no key: send a site key as ?key= or X-Goog-Api-Key.")


def wrong_key() -> Refusal:
    info = {
        "@type": f"{RPC}ErrorInfo",
        "reason": "API_KEY_INVALID",
        "domain": "googleapis.com",
        "metadata": {"service": "commentanalyzer.googleapis.com"},
    }
    return Refusal(400, "API key not valid. Please pass a valid API key.", info)


def shown(error: Exception) -> Response:
    """The answer to any error in a call."""
    if isinstance(error, Refusal):
        return answer(error.status, error.message, error.details)
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, TimeoutError | DatabaseUnavailable | ModelError):
        log.error("perspective_unavailable", why=type(error).__name__)
        return answer(503, "The service is currently unavailable.")
    log.exception("perspective_failed", endpoint=request.endpoint)
    return answer(500, "Internal error encountered.")


def answer(status: int, message: str, details: Sequence[Detail] = ()) -> Response:
    error = {"code": status, "message": message, "status": STATUSES.get(status, "UNKNOWN")}
    response = body({"error": error | ({"details": list(details)} if details else {})})
    response.status_code = status
    if status in (429, 503):
        response.headers["Retry-After"] = TRY_AGAIN
    return response


def body(value: Mapping[str, Any]) -> Response:
    """Any answer, as Google writes it."""
    return Response(json.dumps(value, indent=2), 200, content_type=MEDIA_TYPE)


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status == 413:
        return answer(400, f"Request payload size exceeds the limit: {LARGEST_BODY} bytes.")
    words: str = (getattr(error, "data", None) or {}).get("message") or error.description or ""
    if status == 429:
        words = "Quota exceeded for quota metric 'Analysis requests'; try again in a moment."
    return answer(status if status in STATUSES else 400, words)
