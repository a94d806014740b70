"""Every error leaves through here, as RFC 9457 problem+json with a stable code."""

from collections.abc import Iterator
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, has_app_context, request
from werkzeug.exceptions import HTTPException

from api.languages import preferred
from api.outputs import Problem
from classifier import ModelError
from moderation import views
from moderation.errors import (
    AlreadyExists,
    Deleted,
    Forbidden,
    Invalid,
    KeyReused,
    LastAdmin,
    Leased,
    LeaseLost,
    NotFound,
    Overtaken,
    Refused,
    Stale,
)
from store.engine import DatabaseUnavailable

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
# Title and default code of each status. Our own words: Python renames its phrases between
# versions, and a code must never change.
WORDS = {
    400: ("Bad Request", "bad_request"),
    401: ("Unauthorized", "unauthorized"),
    403: ("Forbidden", "forbidden"),
    404: ("Not Found", "not_found"),
    405: ("Method Not Allowed", "method_not_allowed"),
    409: ("Conflict", "conflict"),
    413: ("Content Too Large", "too_large"),
    415: ("Unsupported Media Type", "unsupported_media_type"),
    422: ("Unprocessable Content", "invalid"),
    429: ("Too Many Requests", "too_many_requests"),
    500: ("Internal Server Error", "internal_error"),
    503: ("Service Unavailable", "unavailable"),
}
STATUS: dict[type[Refused], int] = {
    NotFound: 404,
    AlreadyExists: 409,
    KeyReused: 409,
    Deleted: 409,
    Forbidden: 403,
    LastAdmin: 409,
    Stale: 409,
    Overtaken: 409,
    LeaseLost: 409,
    Leased: 409,
    Invalid: 422,
}


def register(app: Flask) -> None:
    """Make every error of `app` a problem document."""
    app.register_error_handler(Refused, lambda refused: answer(of_refusal(refused)))
    app.register_error_handler(ModelError, _no_model)
    app.register_error_handler(DatabaseUnavailable, _no_database)
    app.register_error_handler(Exception, _bug)


def problem(status: int, detail: str, code: str | None = None, **more: Any) -> dict[str, Any]:
    """The document itself; `code` defaults to that of the status."""
    title, usual = WORDS.get(status, (f"HTTP {status}", f"http_{status}"))
    made = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code or usual,
        **more,
    }
    known = has_app_context() and "request_id" in g
    return made | ({"request_id": g.request_id} if known else {})


def answer(made: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    body = current_app.json.dumps(Problem().dump(made))
    return Response(body, made["status"], headers, content_type=MEDIA_TYPE)


def of_refusal(refused: Refused) -> dict[str, Any]:
    """What the rules refused, as a problem."""
    more: dict[str, Any] = {}
    if isinstance(refused, Invalid):
        more["errors"] = {refused.field: [refused.text]}
    if isinstance(refused, Overtaken):
        language = preferred()
        more["comment"] = views.for_site(refused.comment, language)
        if refused.decision:
            more["decision"] = views.of_decision(refused.decision, language)
    if isinstance(refused, Leased | LeaseLost) and refused.looking:
        more["looking"] = refused.looking
    return problem(STATUS.get(type(refused), 409), str(refused), refused.code, **more)


def of_messages(messages: Any) -> dict[str, Any]:
    """Bad input, as marshmallow reports it, as a problem."""
    errors: dict[str, list[str]] = {}
    for path, text in _flat(messages):
        errors.setdefault(path, []).append(text)
    named = "; ".join(f"{path}: {texts[0]}" for path, texts in list(errors.items())[:5])
    return problem(422, f"Bad input. {named}", errors=errors)


def of_http(error: HTTPException) -> Response:
    """An error that Flask, werkzeug or webargs raised."""
    data: dict[str, Any] = getattr(error, "data", None) or {}
    status = error.code or 500
    if status == 422 and "messages" in data:
        return answer(of_messages(_without_location(data["messages"])))
    detail = data.get("message") or _too_large(status) or error.description or error.name
    return answer(problem(status, str(detail), data.get("code")), _headers(error))


def _too_large(status: int) -> str | None:
    # werkzeug does not say how much would have been little enough.
    if status != 413 or request.max_content_length is None:
        return None
    return f"The body is too large; send at most {request.max_content_length} bytes."


def _headers(error: HTTPException) -> dict[str, str]:
    # Keeps `Allow` on 405 and adds what the view gave, `WWW-Authenticate` on 401.
    kept = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    given: dict[str, str] = (getattr(error, "data", None) or {}).get("headers", {})
    return kept | given


def _without_location(messages: dict[str, Any]) -> Any:
    """webargs puts errors under `json`, `query` or `headers`; the field's path is enough."""
    inner = [found for found in messages.values() if isinstance(found, dict)]
    if not inner:
        return {"body": [text for texts in messages.values() for text in texts]}
    return {name: texts for found in inner for name, texts in found.items()}


def _flat(messages: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            own = "" if name == "_schema" else str(name)
            yield from _flat(inner, ".".join(part for part in (path, own) if part))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _flat(inner, path)
    else:
        yield path or "body", str(messages)


def _no_model(error: ModelError) -> Response:
    log.error("no_model", why=str(error))
    return answer(problem(503, "The classifier is not available; try again later.", "no_model"))


def _no_database(error: Exception) -> Response:
    log.error("no_database", why=type(error).__name__)
    made = problem(
        503, "The database does not answer; nothing was stored. Try again.", "no_database"
    )
    return answer(made, {"Retry-After": "5"})


def _bug(error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return of_http(error)
    log.exception("unhandled")
    return answer(problem(500, "Something went wrong here; the log has the request id."))
