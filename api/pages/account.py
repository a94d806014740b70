"""One's own account: the name that colleagues see, the password, and where one is signed in."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import SESSION_KEY, current_person
from api.pages import errors, guard, limits
from api.pages.office_forms import NameForm, PasswordForm
from api.pages.told import tell
from moderation import account, passwords, people
from moderation.errors import Invalid
from moderation.words import digest

blueprint = Blueprint("account", __name__, url_prefix="/moderation/account")
blueprint.before_request(guard.require_moderator)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> str:
    """All of it on one page."""
    return _page()


@blueprint.post("/name")
def rename() -> ResponseReturnValue:
    """Set the name that colleagues see."""
    form = NameForm()
    if not form.validate():
        return _page(name=form), 422
    person = current_person()
    people.rename(person.moderator.id, form.name.data, by=person.actor)
    return _saved(gettext("Saved."))


@blueprint.post("/password")
@limits.limiter.limit(limits.SIGN_IN)
def change_password() -> ResponseReturnValue:
    """Set another password; every other session ends."""
    person = current_person()
    form = PasswordForm(person.moderator.email)
    if not form.validate():
        return _page(password=form), 422
    try:
        account.change_password(person, form.old.data, form.new.data, session[SESSION_KEY])
    except Invalid:
        form.old.errors = (gettext("This is not your password."),)
        return _page(password=form), 422
    return _saved(gettext("Your password is changed, and your other sessions have ended."))


@blueprint.post("/sessions/<string(length=64):sha256>/close")
def close(sha256: str) -> ResponseReturnValue:
    """Sign another browser of one's own out."""
    account.close(current_person(), sha256)
    return _saved(gettext("That session has ended."))


@blueprint.post("/sign-out-everywhere")
def sign_out_everywhere() -> ResponseReturnValue:
    """End every session and every token of one's own, this one too."""
    account.sign_out_everywhere(current_person())
    session.clear()
    return redirect(url_for("login.show"), 303)


def _page(name: NameForm | None = None, password: PasswordForm | None = None) -> str:
    person = current_person()
    moderator = person.moderator
    return render_template(
        "pages/account.html",
        name_form=name or NameForm(formdata=None, data={"name": moderator.name}),
        password_form=password or PasswordForm(moderator.email, formdata=None),
        sessions=account.of(person),
        this=digest(session[SESSION_KEY]),
        tokens=account.tokens(person),
        shortest=passwords.SHORTEST,
    )


def _saved(text: str) -> ResponseReturnValue:
    tell(text)
    return redirect(url_for("account.show"), 303)
