"""Errors as plain pages, for browsers; the APIs keep their problem documents."""

from collections.abc import Callable

import structlog
from flask import Blueprint, Flask, Response, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from api import problems
from moderation.errors import Forbidden, LastAdmin, NotFound, Refused
from store.engine import DatabaseUnavailable

log = structlog.get_logger(__name__)

ROOMS = ("/demo", "/moderation")

# Title and advice, said in the language of the page
Words = Callable[[], tuple[str, str]]


def pages_only(blueprint: Blueprint) -> None:
    """Let every error in a view of `blueprint` be a page."""
    blueprint.register_error_handler(Exception, shown)


def register(app: Flask) -> None:
    """Addresses that no view has belong to no blueprint: told apart by where they lie."""
    for status in (404, 405):
        app.register_error_handler(status, _unmatched)


def shown(error: Exception) -> Response:
    """The page for any error."""
    if isinstance(error, HTTPException) and error.code and error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    status = _status(error)
    if status >= 500:
        log.error("page_failed", why=type(error).__name__, exc_info=status == 500)
    return page(status, _headers(error), _special(error))


def page(
    status: int, headers: dict[str, str] | None = None, special: Words | None = None
) -> Response:
    """A plain page that says what happened and what to do; touches no database."""
    title, advice = special() if special else _words(status)
    body = render_template("pages/error.html", title=title, advice=advice)
    return make_response(body, status, headers or {})


def _unmatched(error: HTTPException) -> Response:
    path = request.path
    inside = path == "/" or any(path == room or path.startswith(f"{room}/") for room in ROOMS)
    return shown(error) if inside else problems.of_http(error)


def _status(error: Exception) -> int:
    if isinstance(error, CSRFError):
        return 403
    if isinstance(error, HTTPException):
        return error.code or 500
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, Refused):
        return problems.STATUS.get(type(error), 409)
    return 503 if isinstance(error, DatabaseUnavailable) else 500


def _headers(error: Exception) -> dict[str, str]:
    if not isinstance(error, HTTPException):
        return {}
    return {name: text for name, text in error.get_headers() if name != "Content-Type"}


def _special(error: Exception) -> Words | None:
    """Words for what the status alone does not say."""
    return next((words for kind, words in SPECIAL.items() if isinstance(error, kind)), None)


def _words(status: int) -> tuple[str, str]:
    known = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
    return known()


WORDS: dict[int, Words] = {
    400: lambda: (
        gettext("This request was not understood"),
        gettext("Go back, reload the page and try again."),
    ),
    403: lambda: (
        gettext("This page has expired"),
        gettext("Nothing was changed. Go back, reload the page and try again."),
    ),
    404: lambda: (
        gettext("Page not found"),
        gettext("There is nothing at this address, or it is not there any more."),
    ),
    409: lambda: (
        gettext("This cannot be done any more"),
        gettext("Something changed in the meantime. Go back and reload the page."),
    ),
    413: lambda: (
        gettext("This is too long"),
        gettext("Shorten what you wrote and send it again."),
    ),
    429: lambda: (
        gettext("Too many attempts"),
        gettext("Wait a minute, then try again."),
    ),
    500: lambda: (
        gettext("Something went wrong here"),
        gettext("It is not your fault, and it has been noted. Try again in a moment."),
    ),
    503: lambda: (
        gettext("Not available at the moment"),
        gettext("The database does not answer; nothing was stored. Try again in a moment."),
    ),
}


def not_let_in() -> tuple[str, str]:
    return (
        gettext("You could not be signed in"),
        gettext(
            "Your organisation did not answer for you, or its e-mail address for you is no "
            "moderator’s here. Ask an admin for an invitation."
        ),
    )


SPECIAL: dict[type[Exception], Words] = {
    Forbidden: lambda: (
        gettext("This page is for admins"),
        gettext("Your account moderates comments. Ask an admin if you need more."),
    ),
    LastAdmin: lambda: (
        gettext("There has to be an admin"),
        gettext("This is the last one. Make somebody else an admin first; nothing was changed."),
    ),
}
