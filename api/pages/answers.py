"""Answering a script that stays on the page: the same words and parts as JSON."""

from typing import Any

from flask import Response, jsonify, make_response, request

KINDS = ("text/html", "application/json")


def wanted() -> bool:
    """Whether the request comes from a script that asked for JSON."""
    return request.accept_mimetypes.best_match(KINDS) == "application/json"


def said(text: str, status: int = 200, **more: Any) -> Response:
    """`{"said": text, ...}`; `said` is one sentence for the person."""
    response = make_response(jsonify(said=text, **more), status)
    # Answers differ by who is signed in, as pages do.
    response.headers["Cache-Control"] = "no-store"
    return response
