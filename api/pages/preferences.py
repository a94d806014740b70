"""A moderator's own settings: how the pages look and behave for this person."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import current_person
from api.pages import answers, errors, guard
from api.pages.login import is_ours
from api.pages.told import tell
from moderation import preferences
from moderation.exposure import Exposure
from moderation.preferences import VIEWS, Preferences
from store.base import now

# Until when a person wants to hear nothing of a pause, in their cookie
LATER = "no_pause_before"
AGAIN = timedelta(minutes=30)
CHOICES = ("veil", "keys", "pauses")

blueprint = Blueprint("preferences", __name__, url_prefix="/moderation/settings")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> str:
    """What can be chosen, and what is."""
    return render_template("pages/settings.html", views=VIEWS, back=url_for("preferences.show"))


@blueprint.post("")
def save() -> ResponseReturnValue:
    """Keep what the form says: a box that is not in it was not ticked."""
    chosen: dict[str, Any] = {name: name in request.form for name in CHOICES}
    preferences.change(current_person(), chosen | {"view": request.form.get("view", "")})
    return _done()


@blueprint.post("/<any(view, veil, keys, pauses):name>")
def choose(name: str) -> ResponseReturnValue:
    """One choice alone, by a button on any page."""
    value = request.form.get("value", "")
    preferences.change(current_person(), {name: value if name == "view" else value == "1"})
    return _done(quiet=True)


@blueprint.post("/later")
def later() -> ResponseReturnValue:
    """No pause now: suggest none for a while."""
    session[LATER] = (now() + AGAIN).timestamp()
    return _done(quiet=True)


def suggests_pause(today: Exposure) -> bool:
    """Whether to say that a pause would do good: not to who declined, or never wants to hear."""
    declined = session.get(LATER)
    is_free = not isinstance(declined, float) or declined < now().timestamp()
    return today.tired and current().pauses and is_free


def current() -> Preferences:
    """What the person prefers, asked for once a request."""
    if "person" not in g:
        return Preferences()
    if "preferences" not in g:
        g.preferences = preferences.of(current_person())
    chosen: Preferences = g.preferences
    return chosen


def _done(quiet: bool = False) -> ResponseReturnValue:
    text = str(gettext("Your settings are saved."))
    if answers.wanted():
        return answers.said(text)
    if not quiet:
        tell(text)
    back = request.form.get("back", "")
    return redirect(back if is_ours(back) else url_for("preferences.show"), 303)
