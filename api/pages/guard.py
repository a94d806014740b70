"""Who may see the moderators' pages: only who is signed in, and forms only with their token."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.auth import csrf, signed_in
from moderation.errors import Forbidden


def require_moderator() -> ResponseReturnValue | None:
    """Guard: a signed-in browser; any other is led to the login page and back."""
    person = signed_in()
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
