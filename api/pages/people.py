"""People: who may moderate what. For admins alone."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from api.auth import current_person
from api.pages import errors, guard
from api.pages.office_forms import InviteForm, PersonForm
from api.pages.told import tell
from moderation import invitations, people, sites
from moderation.errors import AlreadyExists
from moderation.people import Member

blueprint = Blueprint("people", __name__, url_prefix="/moderation/people")
blueprint.before_request(guard.require_admin)
errors.pages_only(blueprint)


@blueprint.get("")
def show() -> str:
    """Everybody, the invitations that wait, and the form to invite somebody."""
    return _list(InviteForm(sites.every(), formdata=None))


@blueprint.post("/invitations")
def invite() -> ResponseReturnValue:
    """Make an invitation, and show its link this once."""
    form = InviteForm(sites.every())
    if not form.validate():
        return _list(form), 422
    try:
        secret = invitations.invite(
            form.email.data, form.role.data, form.sites.data, by=current_person().actor
        )
    except AlreadyExists:
        form.email.errors = (gettext("This person has an account already."),)
        return _list(form), 422
    return _list(InviteForm(sites.every(), formdata=None), link=_link(secret))


@blueprint.post("/invitations/<uuid:invitation_id>/withdraw")
def withdraw(invitation_id: UUID) -> ResponseReturnValue:
    """End an invitation that was not used yet."""
    invitations.withdraw(str(invitation_id), by=current_person().actor)
    tell(gettext("The invitation is withdrawn: its link opens nothing any more."))
    return redirect(url_for("people.show"), 303)


@blueprint.get("/<uuid:person_id>")
def person(person_id: UUID) -> str:
    """One person's name, role and sites."""
    member = people.get(str(person_id))
    found = {"name": member.moderator.name, "role": member.moderator.role, "sites": member.sites}
    return _person(member, PersonForm(sites.every(), formdata=None, data=found))


@blueprint.post("/<uuid:person_id>")
def change(person_id: UUID) -> ResponseReturnValue:
    """Set them."""
    member, form = people.get(str(person_id)), PersonForm(sites.every())
    if not form.validate():
        return _person(member, form), 422
    people.change(
        member.moderator.id,
        form.name.data,
        form.role.data,
        form.sites.data,
        by=current_person().actor,
    )
    return _saved(person_id, gettext("Saved."))


@blueprint.post("/<uuid:person_id>/deactivate")
def deactivate(person_id: UUID) -> ResponseReturnValue:
    """Send somebody away."""
    people.deactivate(str(person_id), by=current_person().actor)
    return _saved(person_id, gettext("Deactivated: their sessions and tokens have ended."))


@blueprint.post("/<uuid:person_id>/reactivate")
def reactivate(person_id: UUID) -> ResponseReturnValue:
    """Let somebody back in."""
    people.reactivate(str(person_id), by=current_person().actor)
    return _saved(person_id, gettext("Active again: they sign in with the password they had."))


@blueprint.post("/<uuid:person_id>/link")
def new_password(person_id: UUID) -> str:
    """A link for who lost their password, shown this once."""
    member = people.get(str(person_id))
    secret = invitations.renew_password(member.moderator.id, by=current_person().actor)
    found = {"name": member.moderator.name, "role": member.moderator.role, "sites": member.sites}
    form = PersonForm(sites.every(), formdata=None, data=found)
    return _person(member, form, link=_link(secret))


def _list(form: InviteForm, link: str | None = None) -> str:
    return render_template(
        "pages/people.html",
        members=people.every(),
        invitations=invitations.waiting(),
        sites={site.id: site.name for site in sites.every()},
        days=invitations.LASTS.days,
        form=form,
        link=link,
    )


def _person(member: Member, form: PersonForm, link: str | None = None) -> str:
    days = invitations.LASTS.days
    return render_template("pages/person.html", member=member, form=form, link=link, days=days)


def _link(secret: str) -> str:
    """The whole address, as it is handed over: by the host that the admin uses."""
    return f"{request.host_url.rstrip('/')}{url_for('invitation.show', secret=secret)}"


def _saved(person_id: UUID, text: str) -> ResponseReturnValue:
    tell(text)
    return redirect(url_for("people.person", person_id=person_id), 303)
