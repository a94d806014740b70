"""Invitations: a link, shown once, by which somebody chooses a password.

tamis sends no mail: who invites hands the link over. The same kind of link gives a new
password to somebody who lost theirs.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from moderation import audit, moderators, passwords
from moderation import people as members
from moderation.audit import COMMAND, Actor
from moderation.errors import AlreadyExists, NotFound
from moderation.words import digest
from store import invitations, people
from store.base import now
from store.engine import Session, reading, writing
from store.tables import Invitation, Moderator

LASTS = timedelta(days=7)


def invite(
    email: str, role: str = "moderator", sites: Sequence[str] = (), *, by: Actor = COMMAND
) -> str:
    """Invite somebody new; returns the secret of their link. An earlier one of theirs ends.

    Raises:
        Invalid, AlreadyExists, NotFound: a value is wrong, the address taken, a site unknown.
    """
    moderators.check(email, role)
    with writing() as session:
        moderators.check_sites(session, sites)
        if people.by_email(session, moderators.folded(email)):
            raise AlreadyExists(f"There is a moderator {email} already.")
        invitation, secret = _new(session, moderators.folded(email), role, sites)
        gives = moderators.granted(role, sites)
        audit.note(session, by, "person.invite", "invitation", invitation.id, gives)
    return secret


def renew_password(moderator_id: str, *, by: Actor = COMMAND) -> str:
    """A link for somebody who lost their password; the old one works until it is used.

    Raises:
        NotFound: there is no such person, or they are deactivated.
    """
    with writing() as session:
        moderator = people.get(session, moderator_id)
        if moderator is None or moderator.deactivated_at:
            raise NotFound("There is no such person.")
        _, secret = _new(session, moderator.email, moderator.role, (), moderator.id)
        audit.note(session, by, "person.link", "moderator", moderator.id)
    return secret


def waiting() -> Sequence[Invitation]:
    """Those of new people that can still be used, newest first."""
    with reading() as session:
        return [found for found in invitations.waiting(session) if found.moderator_id is None]


def withdraw(invitation_id: str, *, by: Actor = COMMAND) -> None:
    """End an invitation before it is used.

    Raises:
        NotFound: it does not exist, or was used or withdrawn already.
    """
    with writing() as session:
        if not invitations.close(session, invitation_id):
            raise NotFound("There is no such invitation any more.")
        audit.note(session, by, "person.withdraw", "invitation", invitation_id)


def find(secret: str) -> Invitation:
    """The invitation behind a link.

    Raises:
        NotFound: there is none, or it was used, withdrawn, or is too old.
    """
    with reading() as session:
        return _usable(session, secret)


def accept(secret: str, name: str, password: str, browser: str = "") -> str:
    """Use an invitation; returns the secret of a new session of the person it was for.

    Raises:
        NotFound: it cannot be used any more.
        Invalid: the password is too easy to guess.
        AlreadyExists: the address got an account by another way meanwhile.
    """
    passwords.check(password, find(secret).email)
    # Slow on purpose, and therefore outside of the transaction.
    hashed = passwords.hashed(password)
    with writing() as session:
        invitation = _usable(session, secret)
        if not invitations.close(session, invitation.id):
            raise NotFound("This invitation was used already.")
        moderator = _person(session, invitation, name, hashed)
        return moderators.open_session(session, moderator.id, browser)


def _new(
    session: Session,
    email: str,
    role: str,
    sites: Sequence[str],
    moderator_id: str | None = None,
) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        sha256=digest(secret),
        email=email,
        role=role,
        sites=list(dict.fromkeys(sites)),
        moderator_id=moderator_id,
        expires_at=now() + LASTS,
    )
    invitations.close_for(session, email)
    invitations.add(session, invitation)
    return invitation, secret


def _usable(session: Session, secret: str) -> Invitation:
    found = invitations.by_secret(session, digest(secret))
    if found is None:
        raise NotFound("This invitation cannot be used any more.")
    return found


def _person(session: Session, invitation: Invitation, name: str, hashed: str) -> Moderator:
    """The person an invitation is for: made now, or given another password."""
    if invitation.moderator_id is None:
        return _joined(session, invitation, name, hashed)
    moderator = people.lock(session, invitation.moderator_id)
    if moderator is None or moderator.deactivated_at:
        raise NotFound("This invitation cannot be used any more.")
    members.replace_password(session, moderator, hashed, Actor("moderator", moderator.id))
    return moderator


def _joined(session: Session, invitation: Invitation, name: str, hashed: str) -> Moderator:
    moderator = Moderator(
        email=invitation.email, password_hash=hashed, role=invitation.role, name=name
    )
    moderators.insert(session, moderator, invitation.sites)
    invitation.moderator_id = moderator.id
    gives = moderators.granted(invitation.role, invitation.sites)
    by = Actor("moderator", moderator.id)
    audit.note(session, by, "person.join", "moderator", moderator.id, gives)
    return moderator
