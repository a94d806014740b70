"""Signing in and out of the moderators' pages."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from api.auth import SESSION_KEY, csrf, public, signed_in
from api.pages import errors, limits
from api.pages.forms import LoginForm
from moderation import moderators

blueprint = Blueprint("login", __name__, url_prefix="/moderation")
# Open to everyone; what a form sends has to carry its token all the same.
blueprint.before_request(public)
blueprint.before_request(csrf.protect)
errors.pages_only(blueprint)


@blueprint.get("/login")
def show() -> ResponseReturnValue:
    """The form, or straight on for who is signed in."""
    if signed_in():
        return redirect(safe_next(), 303)
    return _form(LoginForm(formdata=None), failed=False)


@blueprint.post("/login")
@limits.limiter.limit(limits.SIGN_IN)
@limits.limiter.limit(limits.SIGN_IN, key_func=limits.address)
def sign_in() -> ResponseReturnValue:
    """Open a session; the answer to a failure is the same for every cause."""
    form = LoginForm()
    secret = _opened(form) if form.validate() else None
    if secret is None:
        return _form(form, failed=True), 403
    let_in(secret)
    return redirect(safe_next(), 303)


@blueprint.post("/logout")
def sign_out() -> ResponseReturnValue:
    """Close the session, in the database too."""
    secret = session.pop(SESSION_KEY, None)
    if isinstance(secret, str):
        moderators.sign_out(secret)
    session.clear()
    return redirect(url_for("login.show"), 303)


def let_in(secret: str) -> None:
    """Give this browser the session that was opened for it."""
    # Nothing that was planted in the cookie before may live on under the new rights.
    session.clear()
    session[SESSION_KEY] = secret


def safe_next() -> str:
    """Where to go on to: `next` if it lies among the moderators' pages, else the queue."""
    asked = request.values.get("next", "")
    return asked if is_ours(asked) else url_for("dashboard.queue")


def is_ours(address: str) -> bool:
    """Whether `address` is a path under /moderation that no browser reads as another host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = address.isprintable() and "\\" not in address and " " not in address
    inside = parts.path == "/moderation" or parts.path.startswith("/moderation/")
    return plain and inside and not parts.scheme and not parts.netloc


def _opened(form: LoginForm) -> str | None:
    browser = request.user_agent.string
    return moderators.sign_in(form.email.data, form.password.data, browser)


def _form(form: LoginForm, failed: bool) -> str:
    return render_template("pages/login.html", form=form, failed=failed, next=safe_next())
