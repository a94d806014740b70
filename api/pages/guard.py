"""Who may see the moderators' pages: only who is signed in, and forms only with their token."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import csrf, signed_in
from api.pages import answers
from moderation.errors import Forbidden


def require_moderator() -> ResponseReturnValue | None:
    """Guard: a signed-in browser; any other is led to the login page and back."""
    person = signed_in()
    if person is None and answers.wanted():
        return answers.said(gettext("You were signed out. Sign in again; nothing was lost."), 401)
    if person is None:
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("login.show", next=back), 303)
    csrf.protect()
    g.person = person
    return None


def require_admin() -> ResponseReturnValue | None:
    """Guard: as `require_moderator`, and the person is an admin."""
    elsewhere = require_moderator()
    if elsewhere is None and not g.person.is_admin:
        raise Forbidden("Only admins may see this.")
    return elsewhere
