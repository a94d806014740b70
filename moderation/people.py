"""What admins do with people: their roles and sites, sending them away and letting them back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moderation import audit, moderators, passwords
from moderation.audit import COMMAND, Actor
from moderation.errors import LastAdmin, NotFound
from store import people
from store.base import now
from store.engine import Session, reading, writing
from store.tables import Moderator


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account; `sites` are those given to them, which admins do not need."""

    moderator: Moderator
    sites: tuple[str, ...]

    @property
    def active(self) -> bool:
        return self.moderator.deactivated_at is None


def every() -> list[Member]:
    """Everybody, who is active first."""
    with reading() as session:
        sites = people.chosen_sites(session)
        found = [Member(one, tuple(sites.get(one.id, ()))) for one in people.every(session)]
    return sorted(found, key=lambda member: not member.active)


def get(moderator_id: str) -> Member:
    """One person.

    Raises:
        NotFound: there is nobody with this id.
    """
    with reading() as session:
        moderator = _known(people.get(session, moderator_id))
        sites = people.chosen_sites(session).get(moderator.id, [])
    return Member(moderator, tuple(sites))


def names(ids: Iterable[str]) -> dict[str, str]:
    """What colleagues call these people, by id."""
    with reading() as session:
        return {found.id: moderators.name_of(found) for found in people.by_ids(session, ids)}


def change(
    moderator_id: str, name: str, role: str, sites: Sequence[str], *, by: Actor = COMMAND
) -> None:
    """Set what somebody is called, their role, and the sites that they moderate.

    Raises:
        NotFound: there is no such person, or no such site.
        Invalid: the role does not exist.
        LastAdmin: nobody would be left who may do this.
    """
    with writing() as session:
        moderator = _locked(session, moderator_id)
        moderators.check(moderator.email, role)
        moderators.check_sites(session, sites)
        if role != "admin":
            _keep_an_admin(session, moderator)
        before = _state(session, moderator)
        people.change(session, moderator, {"name": name, "role": role})
        people.choose_sites(session, moderator.id, tuple(dict.fromkeys(sites)))
        changes = audit.differences(before, _state(session, moderator))
        if changes:
            audit.note(session, by, "person.change", "moderator", moderator.id, changes)


def rename(moderator_id: str, name: str, *, by: Actor) -> None:
    """Set the name that colleagues see.

    Raises:
        NotFound: there is no such person.
    """
    with writing() as session:
        moderator = _locked(session, moderator_id)
        before = moderator.name
        people.change(session, moderator, {"name": name})
        if before != name:
            changes = {"name": (before, name)}
            audit.note(session, by, "person.change", "moderator", moderator.id, changes)


def deactivate(moderator_id: str, *, by: Actor = COMMAND) -> None:
    """Send somebody away: their sessions and tokens end at once, their decisions stay.

    Raises:
        NotFound: there is no such person.
        LastAdmin: nobody would be left who may let people in.
    """
    with writing() as session:
        moderator = _locked(session, moderator_id)
        _keep_an_admin(session, moderator)
        if moderator.deactivated_at:
            return
        people.change(session, moderator, {"deactivated_at": now()})
        people.close_sessions(session, moderator.id)
        people.revoke_tokens(session, moderator.id)
        audit.note(session, by, "person.deactivate", "moderator", moderator.id)


def reactivate(moderator_id: str, *, by: Actor = COMMAND) -> None:
    """Let somebody back in, with the password they had; tokens have to be made anew.

    Raises:
        NotFound: there is no such person.
    """
    with writing() as session:
        moderator = _locked(session, moderator_id)
        if moderator.deactivated_at:
            people.change(session, moderator, {"deactivated_at": None})
            audit.note(session, by, "person.reactivate", "moderator", moderator.id)


def set_password(email: str, password: str) -> None:
    """Give somebody another password by the command, and sign them out everywhere.

    Raises:
        NotFound: nobody has this address.
        Invalid: the password is too easy to guess.
    """
    passwords.check(password, email)
    hashed = passwords.hashed(password)
    with writing() as session:
        moderator = _known(people.by_email(session, moderators.folded(email)))
        replace_password(session, moderator, hashed, COMMAND)


def replace_password(
    session: Session, moderator: Moderator, hashed: str, by: Actor, keep: str | None = None
) -> None:
    """Store another password; every session but the one with the digest `keep` ends."""
    people.change(session, moderator, {"password_hash": hashed})
    people.close_sessions(session, moderator.id, keep)
    changes = {"password": (None, None)}
    audit.note(session, by, "person.password", "moderator", moderator.id, changes)


def _locked(session: Session, moderator_id: str) -> Moderator:
    # Admins first: of two who take each other's rights at once, one has to come second.
    people.lock_admins(session)
    return _known(people.lock(session, moderator_id))


def _known(moderator: Moderator | None) -> Moderator:
    if moderator is None:
        raise NotFound("There is no such person.")
    return moderator


def _keep_an_admin(session: Session, leaving: Moderator) -> None:
    if list(people.lock_admins(session)) == [leaving.id]:
        raise LastAdmin("This is the last admin: make somebody else an admin first.")


def _state(session: Session, moderator: Moderator) -> dict[str, object]:
    sites = people.chosen_sites(session).get(moderator.id, [])
    return {"name": moderator.name, "role": moderator.role, "sites": sites}
