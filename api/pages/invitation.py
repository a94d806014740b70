"""Using an invitation: a name, a password, and in."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import csrf, public
from api.pages import errors, limits
from api.pages.login import let_in
from api.pages.office_forms import AcceptForm
from moderation import invitations, passwords
from moderation.errors import AlreadyExists, NotFound
from store.tables import Invitation

blueprint = Blueprint("invitation", __name__, url_prefix="/moderation/invitations")
# Who holds the link is let in; what the form sends has to carry its token all the same.
blueprint.before_request(public)
blueprint.before_request(csrf.protect)
errors.pages_only(blueprint)


@blueprint.get("/<string(maxlength=100):secret>")
@limits.limiter.limit(limits.INVITATION)
def show(secret: str) -> ResponseReturnValue:
    """The form, for a link that can still be used."""
    try:
        invitation = invitations.find(secret)
    except NotFound:
        return _over()
    return _form(invitation, AcceptForm(invitation.email, formdata=None))


@blueprint.post("/<string(maxlength=100):secret>")
@limits.limiter.limit(limits.INVITATION)
def accept(secret: str) -> ResponseReturnValue:
    """Make the account, or set its new password, and sign in."""
    try:
        invitation = invitations.find(secret)
        form = AcceptForm(invitation.email)
        if invitation.moderator_id:
            del form.name
        if not form.validate():
            return _form(invitation, form), 422
        name = form.name.data if form.name else ""
        opened = invitations.accept(secret, name, form.password.data, request.user_agent.string)
    except (NotFound, AlreadyExists):
        return _over()
    let_in(opened)
    return redirect(url_for("dashboard.queue"), 303)


def _form(invitation: Invitation, form: AcceptForm) -> str:
    if invitation.moderator_id and form.name:
        del form.name
    return render_template(
        "pages/invitation.html", form=form, invitation=invitation, shortest=passwords.SHORTEST
    )


def _over() -> ResponseReturnValue:
    title = gettext("This invitation cannot be used any more")
    advice = gettext("It was used, withdrawn, or is too old. Ask whoever invited you for another.")
    return make_response(render_template("pages/error.html", title=title, advice=advice), 410)
