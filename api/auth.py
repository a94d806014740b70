"""Who is asking: a site by its key, a moderator by session cookie or token.

Each blueprint names one of the guards below in its `before_request`; a test fails if
one has none.
"""

from typing import NoReturn, cast

from flask import g, request, session
from flask_wtf.csrf import CSRFProtect
from webargs.flaskparser import abort

from moderation import keys, moderators
from moderation.moderators import Person
from store.tables import Site

csrf = CSRFProtect()
SESSION_KEY = "moderator"


def require_site() -> None:
    """Guard: a live site key in `Authorization: Bearer`."""
    found = keys.site_of(_bearer())
    if found is None:
        _unauthorized("This site key is not known, or was revoked.")
    g.site = found


def require_moderator() -> None:
    """Guard: a moderator's token, or the session cookie with its CSRF token."""
    if "Authorization" in request.headers:
        person = moderators.by_token(_bearer())
    else:
        person = signed_in()
        if person:
            csrf.protect()
    if person is None:
        _unauthorized("Sign in at /moderation, or send a moderator's token.")
    g.person = person


def public() -> None:
    """Guard: open to everyone, and meant to be."""


def signed_in() -> Person | None:
    """The moderator whose browser this is."""
    secret = session.get(SESSION_KEY)
    return moderators.by_session(secret) if isinstance(secret, str) else None


def current_site() -> Site:
    return cast(Site, g.site)


def current_person() -> Person:
    return cast(Person, g.person)


def _bearer() -> str:
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not credentials.strip():
        _unauthorized("Send the key as Authorization: Bearer <key>.")
    return credentials.strip()


def _unauthorized(detail: str) -> NoReturn:
    headers = {"WWW-Authenticate": "Bearer"}
    abort(401, message=detail, code="unauthorized", headers=headers)
